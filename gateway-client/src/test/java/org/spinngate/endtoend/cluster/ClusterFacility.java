package org.spinngate.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.endtoend.FacilityPlan;
import org.spinngate.endtoend.ServerIdentity;
import org.spinngate.endtoend.SimulatedBoards;
import org.spinngate.endtoend.TestClient;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.ledger.zookeeper.EmbeddedQuorum;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;
import org.spinngate.simulated.frame.SimulatedFrame;

/**
 * A facility of several gateways, each a process of its own, with an engine of three servers, and
 * with boards that write down from which gateway each datagram comes.
 */
final class ClusterFacility implements AutoCloseable {
  static final int GATEWAYS = 3;
  private static final int LOOKS = 5;

  private final Path folder;
  private final StartedParts parts = new StartedParts();
  private final EmbeddedQuorum quorum;
  private final List<SimulatedBoard> boards = new ArrayList<>();
  private final Map<String, BoardWitness> witnesses = new LinkedHashMap<>();
  private final SimulatedFrame frame;
  private final TermObserver observer;
  private final List<GatewayProcess> gateways = new ArrayList<>();

  /** Starts it, and returns when all gateways are ready; or leaves nothing that runs. */
  ClusterFacility(Path folder, ClusterPlan plan) throws IOException {
    this.folder = folder;
    try {
      this.quorum = parts.add(EmbeddedQuorum.plain(folder.resolve("engine"), OwnNetwork.of(2)));
      SimulatedBoards simulation = parts.add(new SimulatedBoards());
      this.frame = simulation.frame();
      startBoards(simulation, plan);
      this.observer = parts.add(new TermObserver(quorum.addresses(), witnesses));
      startGateways(plan);
    } catch (IOException | RuntimeException | Error e) {
      parts.closeAfter(e);
      throw e;
    }
  }

  private void startBoards(SimulatedBoards simulation, ClusterPlan plan) throws IOException {
    for (int number = 0; number < plan.booted().size(); number++) {
      SimulationSettings settings =
          SimulationSettings.spin3(addressOfBoard(number))
              .withIdentity(number)
              .withStartUp(Duration.ofMillis(20), Duration.ofMillis(60));
      SimulatedBoard board =
          simulation.start(plan.booted().get(number) ? settings.booted() : settings);
      boards.add(board);
      frame.wire(number, board).syncUninterruptibly();
      witnesses.put(key(board), parts.add(new BoardWitness(board, GatewayProcess::nameOf)));
    }
  }

  private void startGateways(ClusterPlan plan) throws IOException {
    GatewayProcess.Site site =
        new GatewayProcess.Site(
            folder, quorum.addresses(), List.copyOf(boards), frame.address(), plan);
    for (int number = 0; number < GATEWAYS; number++) {
      gateways.add(parts.add(new GatewayProcess(site, number)));
    }
    gateways.forEach(GatewayProcess::awaitReady);
  }

  /** Starts those gateways again that have ended; returns when all do what operators say. */
  void startAgain() {
    List<GatewayProcess> ended = gateways.stream().filter(GatewayProcess::hasEnded).toList();
    ended.forEach(GatewayProcess::beginAgain);
    ended.forEach(GatewayProcess::awaitReady);
    gateways.forEach(GatewayProcess::awaitMember);
  }

  /** Nobody else speaks to it by mistake, as to a port of 127.0.0.1 that was another test's. */
  private static InetAddress addressOfBoard(int number) {
    return new InetSocketAddress(OwnNetwork.of(5) + (number + 1), 0).getAddress();
  }

  private static String key(SimulatedBoard board) {
    InetSocketAddress at = board.scpAddress();
    return Keys.BOARDS + "/" + Keys.escaped(at.getAddress().getHostAddress() + ":" + at.getPort());
  }

  /** The jar of another build of the gateways. */
  Path otherBuild() {
    return OtherBuild.in(folder);
  }

  EmbeddedQuorum quorum() {
    return quorum;
  }

  List<GatewayProcess> gateways() {
    return gateways;
  }

  SimulatedBoard board(int number) {
    return boards.get(number);
  }

  /** In which all boards are, each in the slot of its number. */
  SimulatedFrame frame() {
    return frame;
  }

  /** The gateway that has a board now, if one has. */
  Optional<GatewayProcess> home(int board) {
    Optional<String> name = observer.homeOf(key(boards.get(board)));
    return gateways.stream().filter(one -> name.filter(one.name()::equals).isPresent()).findFirst();
  }

  /** The gateway that has a board; waits until one has. */
  GatewayProcess homeOf(int board) {
    await().atMost(TestClient.PATIENCE).until(() -> home(board).isPresent());
    return home(board).orElseThrow();
  }

  /** The settings of a client that knows all gateways. */
  ClientSettings settings(String user, int board, long waitSeconds) {
    return settings(user, board, waitSeconds, IntStream.range(0, GATEWAYS));
  }

  /** The settings of a client that knows these gateways only. */
  ClientSettings settings(String user, int board, long waitSeconds, IntStream known) {
    ServerAccess access =
        new ServerAccess(
            known.mapToObj(GatewayProcess::address).toList(),
            new UserToken(user, FacilityPlan.token(user)),
            new Trust.Pin(ServerIdentity.forLoopback().pin()),
            CarrierWish.AUTO);
    return new ClientSettings(
        access, "b" + board, waitSeconds, new LocalSettings(LocalSettings.LOOPBACK, 0, 0));
  }

  /**
   * One gateway stands still until another has its boards and uses one of them, and wakes. Then it
   * has something to send, and nothing has told it that it was away, not even that its clients have
   * gone.
   */
  GatewayProcess standsStill(ClusterJobs jobs) throws IOException, InterruptedException {
    GatewayProcess stood = jobs.stopInABoot();
    stood.cutFromClients(true);
    stood.turnClientsAway(true);
    stood.cutFromEngine(true);
    await().atMost(TestClient.PATIENCE).until(() -> !homeOf(ClusterJobs.BOOT).equals(stood));
    jobs.bootEnds();
    stood.signal("CONT");
    return stood;
  }

  /** Takes a gateway's way to all boards, or gives it back. */
  void cutFromBoards(String gateway, boolean cut) {
    witnesses.values().forEach(witness -> witness.cut(gateway, cut));
  }

  /** What boards have heard, and when. */
  Collection<BoardWitness> witnesses() {
    return witnesses.values();
  }

  /** What is known of terms and of quotas beside the gateways. */
  TermObserver observer() {
    return observer;
  }

  /** Waits until all event loops of a gateway have had a turn, several times. */
  void looksAtAll(GatewayProcess gateway) {
    for (int looks = 0; looks < LOOKS; looks++) {
      assertThat(gateway.operator("sessions")).contains("b" + ClusterJobs.BOOT);
    }
  }

  /** A gateway that stood still is told that it was fenced. */
  void hearsOfIt(GatewayProcess stood) {
    stood.cutFromEngine(false);
    stood.turnClientsAway(false);
    stood.cutFromClients(false);
    await().atMost(TestClient.PATIENCE).until(() -> stood.says("was fenced"));
  }

  /** What the boards have seen that must not be, a sentence for each. */
  List<String> strayDatagrams() {
    List<String> strays = new ArrayList<>();
    witnesses.forEach(
        (key, witness) ->
            witness
                .sights()
                .forEach(
                    port -> strays.addAll(LeaseChecker.strayDatagrams(observer.terms(key), port))));
    return strays;
  }

  /** How many terms there were until now. */
  int terms() {
    return witnesses.keySet().stream().mapToInt(key -> observer.terms(key).size()).sum();
  }

  /** Fails if a board has seen what must not be, or if nothing was to be seen. */
  void check() {
    assertThat(terms()).as("terms").isPositive();
    assertThat(strayDatagrams()).isEmpty();
  }

  @Override
  public void close() {
    parts.close();
  }
}
