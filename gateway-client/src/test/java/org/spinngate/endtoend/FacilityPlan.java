package org.spinngate.endtoend;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.protocol.Timing;
import org.spinngate.server.access.TokenHash;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;
import org.spinngate.simulated.frame.SimulatedFrame;

/**
 * What a {@link Facility} is to consist of. Simulated boards belong to the test, which sees their
 * counters; to the server they are boards on the LAN like any others.
 */
public final class FacilityPlan {
  /** A board that the test simulates or plays itself, and its further configuration. */
  private record Place(InetSocketAddress scp, InetSocketAddress boot, List<String> options) {}

  private final SimulatedBoards simulation = new SimulatedBoards();
  private final Map<String, SimulatedBoard> simulated = new LinkedHashMap<>();
  private final Map<String, Place> places = new LinkedHashMap<>();
  private final Map<String, List<String>> users = new LinkedHashMap<>();
  private final Map<String, String> otherTokens = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();
  private ServerIdentity identity = ServerIdentity.forLoopback();
  private Timing timing = TestClient.UNHURRIED;
  private Clock clock = Clock.systemUTC();

  /** A simulated board; options are lines of its block, such as {@code access = shared}. */
  public FacilityPlan board(
      String name, UnaryOperator<SimulationSettings> changes, String... options) {
    return board(name, InetAddress.getLoopbackAddress(), changes, options);
  }

  /** A simulated board at a loopback address of its own. */
  public FacilityPlan board(
      String name,
      InetAddress address,
      UnaryOperator<SimulationSettings> changes,
      String... options) {
    SimulatedBoard board = simulation.start(changes.apply(SimulationSettings.spin3(address)));
    simulated.put(name, board);
    return board(name, board.scpAddress(), board.bootAddress(), options);
  }

  /** A frame of simulated boards, whose BMP switches those that are wired to it. */
  public SimulatedFrame frame() {
    return simulation.frame();
  }

  /** A simulated board whose power the server switches by a slot of a frame. */
  public FacilityPlan poweredBoard(
      String name,
      UnaryOperator<SimulationSettings> changes,
      SimulatedFrame frame,
      int slot,
      String power) {
    String bmp =
        "power { bmp { host = \"%s\", port = %d, slot = %d }, %s }"
            .formatted(
                frame.address().getAddress().getHostAddress(),
                frame.address().getPort(),
                slot,
                power);
    board(name, changes, bmp);
    frame.wire(slot, simulated.get(name)).syncUninterruptibly();
    return this;
  }

  /** A board that the test plays itself. */
  public FacilityPlan board(
      String name, InetSocketAddress scp, InetSocketAddress boot, String... options) {
    places.put(name, new Place(scp, boot, List.of(options)));
    return this;
  }

  /** The same board in the operator's other words. */
  public FacilityPlan describe(String name, String... options) {
    Place place = places.get(name);
    return board(name, place.scp, place.boot, options);
  }

  /** The same board under another name; its options are forgotten. */
  public FacilityPlan rename(String name, String newName, String... options) {
    Place place = places.remove(name);
    return board(newName, place.scp, place.boot, options);
  }

  /** The board is not the server's any more; it goes on to exist. */
  public FacilityPlan withoutBoard(String name) {
    places.remove(name);
    return this;
  }

  /** The user is no user any more. */
  public FacilityPlan withoutUser(String name) {
    users.remove(name);
    return this;
  }

  /** A user with a token, for boards whose names match. */
  public FacilityPlan user(String name, String... boards) {
    users.put(name, List.of(boards));
    return this;
  }

  /** The user has this token from here on, and no longer the one that {@link #token} says. */
  public FacilityPlan replaceToken(String user, String token) {
    otherTokens.put(user, token);
    return this;
  }

  /** A line of the server's configuration, such as {@code session.heartbeat = 100ms}. */
  public FacilityPlan with(String line) {
    lines.add(line);
    return this;
  }

  public FacilityPlan with(ServerIdentity other) {
    identity = other;
    return this;
  }

  /**
   * Datagrams grow old as soon as they do in earnest, which is after half a second. Only for tests
   * of that, or with tools that ask again: without those, a machine that stands still for so long
   * loses, too.
   */
  public FacilityPlan inEarnest() {
    timing = Timing.of(System::nanoTime);
    return this;
  }

  /** The server's time of day. */
  public FacilityPlan with(Clock timeOfDay) {
    clock = timeOfDay;
    return this;
  }

  public Facility start() {
    return new Facility(text(), identity, simulated, simulation, new Facility.Times(clock, timing));
  }

  /** The same server as a process of its own, with a control socket and a status page. */
  public FacilityProcess startProcess(String... javaOptions) {
    return new FacilityProcess(text(), List.of(javaOptions), identity, simulated, simulation);
  }

  /** What a user needs to know to have a board. */
  static ClientSettings settings(
      ServerIdentity identity,
      String user,
      String board,
      InetSocketAddress at,
      CarrierWish carrier) {
    return new ClientSettings(
        new ServerAccess(
            new ServerAddress(at.getAddress().getHostAddress(), at.getPort()),
            new UserToken(user, token(user)),
            new Trust.Pin(identity.pin()),
            carrier),
        board,
        0,
        new LocalSettings(LocalSettings.LOOPBACK, 0, 0));
  }

  /** What a user proves to be that user with. */
  public static String token(String user) {
    return "token-of-" + user;
  }

  /** The server's configuration. */
  String text() {
    Stream<String> fixed =
        Stream.of(
            "listen = [\"127.0.0.1:0\"]",
            "http.listen = []",
            "tls { certificate = \"%s\", key = \"%s\" }"
                .formatted(identity.certificate(), identity.key()),
            "session { heartbeat = 500ms, heartbeat-deadline = 20s, max-per-user = 64 }",
            // Tests count what reaches a board; those about its state ask for it.
            "probe { interval = 0, hello = off }",
            "users {}");
    Stream<String> boards =
        places.entrySet().stream().map(entry -> board(entry.getKey(), entry.getValue()));
    Stream<String> people =
        users.entrySet().stream().map(entry -> user(entry.getKey(), entry.getValue()));
    return Stream.of(fixed, boards, people, lines.stream())
        .flatMap(all -> all)
        .map(line -> "gateway." + line)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String board(String name, Place place) {
    return "boards.%s { host = \"%s\", scp-port = %d, boot-port = %d, %s }"
        .formatted(
            name,
            place.scp.getHostString(),
            place.scp.getPort(),
            place.boot.getPort(),
            String.join(", ", place.options));
  }

  private String user(String name, List<String> boards) {
    return "users.%s { tokens = [\"%s\"], boards = [%s] }"
        .formatted(
            name,
            TokenHash.of(otherTokens.getOrDefault(name, token(name))).text(),
            boards.stream()
                .map(pattern -> "\"" + pattern + "\"")
                .collect(Collectors.joining(", ")));
  }
}
