package org.spinngate.demo;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.endtoend.Program;
import org.spinngate.endtoend.SimulatedBoards;
import org.spinngate.server.Main;
import org.spinngate.server.ServerProgram;
import org.spinngate.server.access.TokenHash;
import org.spinngate.server.access.Tokens;
import org.spinngate.server.command.NewCert;
import org.spinngate.server.ledger.zookeeper.EmbeddedQuorum;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;
import picocli.CommandLine;

/**
 * Three gateways, each a process of its own, in front of three simulated boards; what they share is
 * kept by three ZooKeeper servers in this process. All of it is gone with this process.
 */
final class DemoFacility implements AutoCloseable {
  private static final int SIZE = 3;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String GATEWAYS = "127.0.93.";
  private static final String ENGINE = "127.0.92.";

  private final Path folder;
  private final String token = Tokens.fresh(new SecureRandom());
  private final EmbeddedQuorum engine;
  private final SimulatedBoards simulation = new SimulatedBoards();
  private final List<SimulatedBoard> boards = new ArrayList<>();
  private final List<ServerAddress> addresses = new ArrayList<>();
  private final List<Program> gateways = new ArrayList<>();

  /**
   * Starts it, and returns when users may come.
   *
   * @param folder for all that is made; what was there of another time is taken away
   */
  DemoFacility(Path folder) throws IOException {
    this.folder = folder;
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    int made =
        new CommandLine(new NewCert(nowhere, new SecureRandom()))
            .execute("--force", "--out", folder.toString());
    if (made != 0) {
      throw new IOException("no certificate could be made in " + folder);
    }
    quieten();
    engine = EmbeddedQuorum.plain(Files.createTempDirectory(folder, "engine"), ENGINE);
    for (int number = 0; number < SIZE; number++) {
      SimulationSettings settings = SimulationSettings.spin5(InetAddress.getLoopbackAddress());
      boards.add(simulation.start(settings.booted()));
      addresses.add(new ServerAddress(GATEWAYS + (number + 1), ServerAddress.STANDARD_PORT));
    }
    for (int number = 0; number < SIZE; number++) {
      Path file = folder.resolve(name(number) + ".conf");
      Files.writeString(file, configuration(number));
      gateways.add(Program.start(Main.class, List.of(), List.of("-c", file.toString())));
    }
    gateways.forEach(gateway -> gateway.awaitOut("ready: "));
  }

  /** ZooKeeper's servers say much that is of no use to the one who watches a demonstration. */
  private static void quieten() {
    if (LoggerFactory.getLogger("org.apache.zookeeper") instanceof Logger engine) {
      engine.setLevel(Level.OFF);
    }
  }

  private String configuration(int number) {
    return """
    gateway {
      listen = ["%s"]
      http.listen = []
      control.socket = "%s.sock"
      restart.journal = "%s.journal"
      session { heartbeat = 500ms, heartbeat-deadline = 2s }
      cluster { connect = "%s", name = "%s", address = "%s", ttl = 5s }
      tls { certificate = "server.pem", key = "server.key" }
      users.demo { tokens = ["%s"], boards = ["*"] }
      %s
    }
    """
        .formatted(
            addresses.get(number),
            name(number),
            name(number),
            engine.addresses().stream()
                .map(server -> server.getHostString() + ":" + server.getPort())
                .collect(Collectors.joining(",")),
            name(number),
            addresses.get(number),
            TokenHash.of(token).text(),
            IntStream.range(0, SIZE)
                .mapToObj(board -> place(board, boards.get(board)))
                .collect(Collectors.joining("\n")));
  }

  private static String place(int number, SimulatedBoard board) {
    return "boards.%s { host = \"127.0.0.1\", scp-port = %d, boot-port = %d }"
        .formatted(board(number), board.scpAddress().getPort(), board.bootAddress().getPort());
  }

  private static String name(int number) {
    return "gw" + (number + 1);
  }

  /** What a board is called. */
  static String board(int number) {
    return "spin5-0" + (number + 1);
  }

  /** What a client needs to get in, by any of them. */
  ServerAccess access() throws Exception {
    return new ServerAccess(
        addresses,
        new UserToken("demo", token),
        new Trust.Pin(DemoGateway.pinOf(folder.resolve("server.pem"))),
        CarrierWish.AUTO);
  }

  /** Where clients find the gateways. */
  List<ServerAddress> addresses() {
    return addresses;
  }

  /** The name of the gateway that has a board: of those that live, whichever said so. Waits. */
  String homeOf(String board) {
    return await()
        .atMost(PATIENCE)
        .until(
            () ->
                IntStream.range(0, SIZE)
                    .filter(number -> gateways.get(number).isAlive())
                    .filter(number -> says(gateways.get(number), board + " is served here"))
                    .mapToObj(DemoFacility::name)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static boolean says(Program gateway, String words) {
    return Stream.concat(gateway.out().stream(), gateway.err().stream())
        .anyMatch(line -> line.contains(words));
  }

  /** Ends a gateway's process as nobody should. */
  void kill(String name) throws IOException, InterruptedException {
    gateways.get(number(name)).signal("KILL");
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring(2)) - 1;
  }

  /** What an operator reads at the first gateway that lives. */
  String gatewayTable() {
    Optional<Path> socket =
        IntStream.range(0, SIZE)
            .filter(number -> gateways.get(number).isAlive())
            .mapToObj(number -> folder.resolve(name(number) + ".sock"))
            .findFirst();
    return ServerProgram.run(List.of("gateways", "--socket", socket.orElseThrow().toString()))
        .out()
        .stripTrailing();
  }

  @Override
  public void close() {
    gateways.forEach(Program::close);
    simulation.close();
    engine.close();
  }
}
