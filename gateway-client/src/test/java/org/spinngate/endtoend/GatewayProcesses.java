package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.protocol.testing.DatagramRelay;
import org.spinngate.server.Main;
import org.spinngate.server.access.TokenHash;
import org.spinngate.server.ledger.zookeeper.EmbeddedQuorum;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;

/** A facility of several gateways, each a process of its own, with an engine of three servers. */
final class GatewayProcesses implements AutoCloseable {
  static final int GATEWAYS = 3;
  static final int BOARDS = 3;
  private static final String NETWORK = "127.0.95.";
  private static final int PORT = 17894;

  private final Path folder;
  private final EmbeddedQuorum quorum;
  private final SimulatedBoards simulation = new SimulatedBoards();
  private final List<SimulatedBoard> boards = new ArrayList<>();
  private final List<DatagramRelay> ways = new ArrayList<>();
  private final List<Program> programs = new ArrayList<>();

  GatewayProcesses(Path folder) throws IOException {
    this.folder = folder;
    this.quorum = EmbeddedQuorum.plain(folder.resolve("engine"), "127.0.96.");
    for (int number = 0; number < BOARDS; number++) {
      boards.add(
          simulation.start(
              SimulationSettings.spin3(InetAddress.getLoopbackAddress())
                  .booted()
                  .withIdentity(number)));
      ways.add(new DatagramRelay(boards.get(number).scpAddress(), number));
    }
    for (int number = 0; number < GATEWAYS; number++) {
      programs.add(started(number));
    }
    programs.forEach(program -> program.awaitOut("ready: "));
  }

  private Program started(int number) throws IOException {
    Path file = folder.resolve("gw" + number + ".conf");
    Files.writeString(file, configuration(number));
    return Program.start(Main.class, List.of("-Xmx128m"), List.of("-c", file.toString()));
  }

  private String configuration(int number) {
    ServerIdentity identity = ServerIdentity.forLoopback();
    String engine =
        quorum.addresses().stream()
            .map(server -> server.getHostString() + ":" + server.getPort())
            .collect(Collectors.joining(","));
    return """
    gateway {
      listen = ["%s"]
      probe { interval = 0, hello = off }
      http.listen = []
      control.socket = "%s"
      restart.journal = "%s"
      cluster { connect = "%s", name = "gw%d", address = "%s", ttl = 5s }
      tls { certificate = "%s", key = "%s" }
      users.alice { tokens = ["%s"], boards = ["*"] }
      %s
    }
    """
        .formatted(
            address(number),
            socket(number),
            folder.resolve("gw" + number + ".journal"),
            engine,
            number,
            address(number),
            identity.certificate(),
            identity.key(),
            TokenHash.of(FacilityPlan.token("alice")).text(),
            places());
  }

  private String places() {
    return IntStream.range(0, BOARDS)
        .mapToObj(
            number ->
                "boards.b%d { host = \"127.0.0.1\", scp-port = %d, boot-port = %d }"
                    .formatted(
                        number,
                        ways.get(number).address().getPort(),
                        boards.get(number).bootAddress().getPort()))
        .collect(Collectors.joining("\n"));
  }

  private static ServerAddress address(int number) {
    return new ServerAddress(NETWORK + (number + 1), PORT);
  }

  EmbeddedQuorum quorum() {
    return quorum;
  }

  Program gateway(int number) {
    return programs.get(number);
  }

  /** The last part of the way to a board, which sees everything that goes there. */
  DatagramRelay way(int board) {
    return ways.get(board);
  }

  /** The gateway that has taken a board last; each one says so. */
  int homeOf(String board) {
    return IntStream.range(0, GATEWAYS)
        .filter(number -> programs.get(number).isAlive())
        .filter(number -> says(number, "board " + board + " is served here"))
        .findFirst()
        .orElseThrow();
  }

  /** Whether a gateway has said something in its log. */
  boolean says(int number, String words) {
    Program program = programs.get(number);
    return Stream.concat(program.out().stream(), program.err().stream())
        .anyMatch(line -> line.contains(words));
  }

  /** What a command of the operator's prints at a gateway. */
  String operator(int number, String... words) throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.addAll(List.of("--socket", socket(number).toString()));
    try (Program program = Program.start(Main.class, List.of(), arguments)) {
      assertThat(program.exitCode()).as("%s", program.err()).isZero();
      return String.join("\n", program.out());
    }
  }

  private Path socket(int number) {
    return folder.resolve("gw" + number + ".sock");
  }

  /** Starts a gateway again that has ended. */
  void startAgain(int number) throws IOException {
    programs.get(number).close();
    programs.set(number, started(number));
    programs.get(number).awaitOut("ready: ");
  }

  /** A client that knows all gateways. */
  TestClient client(String board) {
    ServerAccess access =
        new ServerAccess(
            IntStream.range(0, GATEWAYS).mapToObj(GatewayProcesses::address).toList(),
            new UserToken("alice", FacilityPlan.token("alice")),
            new Trust.Pin(ServerIdentity.forLoopback().pin()),
            CarrierWish.AUTO);
    return TestClient.start(
        new ClientSettings(access, board, 0, new LocalSettings(LocalSettings.LOOPBACK, 0, 0)));
  }

  @Override
  public void close() {
    programs.forEach(Program::close);
    ways.forEach(DatagramRelay::close);
    simulation.close();
    quorum.close();
  }
}
