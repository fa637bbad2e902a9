package org.spinngate.endtoend.cluster;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.endtoend.Program;
import org.spinngate.endtoend.ServerIdentity;
import org.spinngate.endtoend.TestClient;
import org.spinngate.protocol.testing.Conditions;
import org.spinngate.protocol.testing.DatagramRelay;
import org.spinngate.protocol.testing.StreamRelay;
import org.spinngate.server.Main;
import org.spinngate.server.RuledGateway;
import org.spinngate.server.ServerProgram;
import org.spinngate.simulated.SimulatedBoard;

/** One of several gateways, and all ways to it, each of which can be cut. */
final class GatewayProcess implements AutoCloseable {
  private static final int PORT = 17894;
  private static final String OWN = OwnNetwork.of(1);
  private static final String FOR_CLIENTS = OwnNetwork.of(0);
  private static final String TO_ENGINE = OwnNetwork.of(4);
  private static final String TO_BOARDS = OwnNetwork.of(3);

  private final Site site;
  private final int number;
  private final StartedParts ways = new StartedParts();
  private final StreamRelay streams;
  private final DatagramRelay packets;
  private final List<StreamRelay> engine;
  private Optional<Path> build = Optional.empty();
  private Program program;

  /** What all gateways have in common. */
  record Site(
      Path folder,
      List<InetSocketAddress> engine,
      List<SimulatedBoard> boards,
      InetSocketAddress bmp,
      ClusterPlan plan) {}

  /** Starts one, or leaves nothing that runs. */
  GatewayProcess(Site site, int number) throws IOException {
    this.site = site;
    this.number = number;
    InetSocketAddress own = new InetSocketAddress(OWN + (number + 1), PORT);
    InetSocketAddress shown = new InetSocketAddress(FOR_CLIENTS + (number + 1), PORT);
    InetSocketAddress way = new InetSocketAddress(TO_ENGINE + (number + 1), 0);
    try {
      this.streams = ways.add(new StreamRelay(shown, own, number));
      this.packets = ways.add(new DatagramRelay(shown, own, number));
      this.engine =
          site.engine.stream().map(server -> ways.add(new StreamRelay(way, server, 1))).toList();
      this.program = started();
    } catch (IOException | RuntimeException | Error e) {
      ways.closeAfter(e);
      throw e;
    }
  }

  private Program started() throws IOException {
    Path file = site.folder.resolve(name() + ".conf");
    Files.writeString(file, configuration());
    List<String> options = List.of("-Xmx128m");
    List<String> arguments =
        List.of(TO_BOARDS + (number + 1), site.plan.rules().name(), file.toString());
    return build
        .map(jar -> Program.startLike(jar, RuledGateway.class, options, arguments))
        .orElseGet(() -> Program.startLike(Main.class, RuledGateway.class, options, arguments));
  }

  private String configuration() {
    ServerIdentity identity = ServerIdentity.forLoopback();
    return """
    gateway {
      listen = ["%s:%d"]
      probe { interval = 0, hello = off }
      http.listen = []
      control.socket = "%s"
      restart.journal = "%s"
      cluster { connect = "%s", chroot = "%s", name = "%s", address = "%s" }
      tls { certificate = "%s", key = "%s" }
      %s
    }
    """
        .formatted(
            OWN + (number + 1),
            PORT,
            socket(),
            site.folder.resolve(name() + ".journal"),
            engine.stream().map(way -> text(way.address())).collect(Collectors.joining(",")),
            TermObserver.CHROOT,
            name(),
            address(number),
            identity.certificate(),
            identity.key(),
            site.plan.configuration(site.boards, site.bmp));
  }

  private static String text(InetSocketAddress address) {
    return address.getHostString() + ":" + address.getPort();
  }

  private Path socket() {
    return site.folder.resolve(name() + ".sock");
  }

  /** Where clients reach one. */
  static ServerAddress address(int number) {
    return new ServerAddress(FOR_CLIENTS + (number + 1), PORT);
  }

  /** The name of the gateway whose datagrams come to boards from an address. */
  static String nameOf(InetAddress source) {
    String text = source.getHostAddress();
    return text.startsWith(TO_BOARDS)
        ? "gw" + (Integer.parseInt(text.substring(TO_BOARDS.length())) - 1)
        : text;
  }

  String name() {
    return "gw" + number;
  }

  void awaitReady() {
    program.awaitOut("ready: ");
  }

  /**
   * Waits until it is one of them, which it is a moment after it is ready: before that it puts
   * operators off who say something that concerns all.
   */
  void awaitMember() {
    await().atMost(TestClient.PATIENCE).until(() -> operator("gateways").contains("this one"));
  }

  /** Starts it again, once it has ended. */
  void startAgain() {
    beginAgain();
    awaitReady();
  }

  /** The same, and does not wait until it is ready. */
  void beginAgain() {
    program.close();
    try {
      program = started();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it as an operator does, and starts it again as another build from here on. */
  void upgrade(Path jar) throws IOException, InterruptedException {
    terminate();
    build = Optional.of(jar);
    startAgain();
  }

  /** Sends a signal. */
  void signal(String signal) throws IOException, InterruptedException {
    program.signal(signal);
  }

  /** Ends it as a fault of its machine does, and waits for that. */
  void kill() throws IOException, InterruptedException {
    signal("KILL");
    program.exitCode();
  }

  /** Ends it as an operator does, and waits for that. */
  void terminate() throws IOException, InterruptedException {
    signal("TERM");
    program.exitCode();
  }

  /** Begins to have it hand over what it has, and end then. */
  void drain() {
    new Thread(() -> operator("drain"), "drain").start();
  }

  /** Waits until it has ended. */
  void awaitEnd() throws InterruptedException {
    program.exitCode();
  }

  /** Whether its process is over. */
  boolean hasEnded() {
    return !program.isAlive();
  }

  /** Has it keep the rule of who may speak, or break it. */
  void tell(String guarded) {
    program.tell(guarded);
    program.awaitOut(guarded);
  }

  /** Processor time since it was started. */
  Duration cpu() {
    return program.cpu();
  }

  /** Whether it has said something in its log since it was started last. */
  boolean says(String words) {
    return Stream.concat(program.out().stream(), program.err().stream())
        .anyMatch(line -> line.contains(words));
  }

  /** What a command of the operator's prints there. */
  String operator(String... words) {
    List<String> arguments =
        Stream.concat(Stream.of(words), Stream.of("--socket", socket().toString())).toList();
    return ServerProgram.run(arguments).out();
  }

  /** Takes its way to the engine, or gives it back: connections stay, and nothing passes. */
  void cutFromEngine(boolean cut) {
    engine.forEach(cut ? StreamRelay::blackHole : StreamRelay::heal);
  }

  /** Makes each byte from and to the engine so much later. */
  void delayEngine(Duration later) {
    engine.forEach(way -> way.conditions(Conditions.CLEAR.delayedBy(later)));
  }

  /** The same for clients. */
  void cutFromClients(boolean cut) {
    if (cut) {
      streams.blackHole();
      packets.blackHole();
    } else {
      streams.heal();
      packets.heal();
    }
  }

  /**
   * Turns away clients who come anew, or lets them come: the gateway hears nothing of it, and they
   * need not wait for its answer.
   */
  void turnClientsAway(boolean wanted) {
    streams.refuse(wanted);
  }

  @Override
  public void close() {
    program.close();
    ways.close();
  }
}
