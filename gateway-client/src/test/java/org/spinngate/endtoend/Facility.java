package org.spinngate.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.ConnectSettings;
import org.spinngate.protocol.Timing;
import org.spinngate.server.GatewayServer;
import org.spinngate.server.config.file.ConfigReader;
import org.spinngate.server.config.file.InvalidConfiguration;
import org.spinngate.server.health.Health;
import org.spinngate.server.reload.Reload;
import org.spinngate.server.reload.ReloadOutcome;
import org.spinngate.server.session.SessionTable;
import org.spinngate.simulated.SimulatedBoard;

/** A real server in front of boards, on free ports of loopback, in this process. */
public final class Facility implements AutoCloseable {
  private final Path folder = Folders.temporary("facility");
  private final ServerIdentity identity;
  private final Path file = folder.resolve("server.conf");
  private final Map<String, SimulatedBoard> boards;
  private final SimulatedBoards simulation;
  private final Times times;
  private final GatewayServer server;
  private final Reload reload;

  /**
   * What a server goes by.
   *
   * @param clock the time of day
   * @param timing the clock of datagrams, and what is late by it
   */
  record Times(Clock clock, Timing timing) {}

  /**
   * @param boards by name; those that come later appear in it
   * @param times of the server; its clients have the same timing
   */
  Facility(
      String configuration,
      ServerIdentity identity,
      Map<String, SimulatedBoard> boards,
      SimulatedBoards simulation,
      Times times) {
    this.identity = identity;
    this.boards = boards;
    this.simulation = simulation;
    this.times = times;
    ConfigReader.Result first = read(configuration);
    this.server = start(first);
    this.reload = new Reload(first, () -> ConfigReader.inspect(file), server.target());
  }

  public static FacilityPlan plan() {
    return new FacilityPlan();
  }

  private ConfigReader.Result read(String configuration) {
    write(configuration);
    try {
      return ConfigReader.inspect(file);
    } catch (InvalidConfiguration e) {
      throw new IllegalStateException(configuration + e.problems(), e);
    }
  }

  private void write(String configuration) {
    try {
      Files.writeString(file, configuration);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private GatewayServer start(ConfigReader.Result configuration) {
    try {
      return GatewayServer.start(configuration.config(), times.clock(), times.timing());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes what the plan says now into the server's file, and has it read. */
  public ReloadOutcome reload(FacilityPlan plan) {
    write(plan.text());
    return reload.run("a test");
  }

  public InetSocketAddress address() {
    return server.addresses().get(0);
  }

  /** All addresses that the server listens at. */
  public List<InetSocketAddress> addresses() {
    return server.addresses();
  }

  public SimulatedBoard board(String name) {
    return boards.get(name);
  }

  /** Whether the server is able to work. */
  public Health health() {
    return server.health();
  }

  /** What an operator sees and does. */
  public GatewayServer server() {
    return server;
  }

  public SessionTable table() {
    return server.table();
  }

  /** The sessions as an operator reads them. */
  public String tableText() {
    return server.tableText();
  }

  public ServerIdentity identity() {
    return identity;
  }

  /** What a user needs to know to have a board, straight from the server. */
  public ClientSettings settings(String user, String board) {
    return settings(user, board, address());
  }

  /** The same from another address, such as that of a relay to the server. */
  public ClientSettings settings(String user, String board, InetSocketAddress at) {
    return settings(user, board, at, CarrierWish.AUTO);
  }

  /** The same with a wish for a carrier. */
  public ClientSettings settings(
      String user, String board, InetSocketAddress at, CarrierWish carrier) {
    return FacilityPlan.settings(identity, user, board, at, carrier);
  }

  /** A client that begins to connect; for it, datagrams grow old as for the server. */
  public TestClient start(ConnectSettings settings) {
    return TestClient.start(settings, times.timing());
  }

  /** A client that has the board. */
  public TestClient client(String user, String board) {
    return start(settings(user, board)).ready();
  }

  /** A client that has the board, through a relay. */
  public TestClient client(String user, String board, InetSocketAddress at) {
    return start(settings(user, board, at)).ready();
  }

  /** The options of a command line that let a user in. */
  public List<String> options(String user, InetSocketAddress at) {
    return List.of(
        "--server",
        "127.0.0.1:" + at.getPort(),
        "--user",
        user,
        "--token-file",
        tokenFile(FacilityPlan.token(user)).toString(),
        "--pin",
        identity.pin());
  }

  /** A file with this token that only its owner can read. */
  public Path tokenFile(String token) {
    return Folders.tokenFile(folder, token);
  }

  @Override
  public void close() {
    server.close();
    simulation.close();
  }
}
