package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.link.LinkState;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.testing.StreamRelay;
import org.spinngate.server.lease.SessionId;
import org.spinngate.simulated.SimulationSettings;

/** How each cause comes about. */
final class Causes {
  private static final String BOARD = "spin5-01";

  /**
   * One way to a cause.
   *
   * @param configuration lines of the server's
   * @param story makes it happen
   */
  record Scenario(List<String> configuration, Story story) {}

  /** What users and the operator do. */
  interface Story {
    /** Returns what the client is told. */
    Ending play(Facility facility) throws Exception;
  }

  private static final Map<CloseCause, Scenario> ALL = new EnumMap<>(CloseCause.class);

  static {
    tell(CloseCause.RELEASED, Causes::released);
    tell(CloseCause.LOGIN_REFUSED, facility -> refused(facility, "mallory", BOARD));
    tell(CloseCause.BOARD_REFUSED, facility -> refused(facility, "alice", "nothing"));
    tell(CloseCause.BOARD_BUSY, Causes::second);
    tell(CloseCause.VERSION_MISMATCH, Causes::ofTheFuture);
    tell(CloseCause.KICKED, Causes::kicked);
    tell(CloseCause.REVOKED, Causes::revoked, "session.revoke-notice = 0");
    tell(CloseCause.STOPPING, Causes::stopped);
    tell(CloseCause.IDLE, Causes::ended, "session { idle-timeout = 1s, idle-warning = 0 }");
    tell(CloseCause.EXPIRED, Causes::ended, "session.max-duration = 1s");
    tell(CloseCause.LOST, Causes::lost, "session.resume-grace = 0");
    tell(CloseCause.VIOLATION, Causes::violated);
    tell(CloseCause.USER_LIMIT, Causes::second, "session.max-per-user = 1");
    tell(CloseCause.OVERLOADED, Causes::second, "limits.sessions = 1");
    tell(CloseCause.LOGIN_TIMEOUT, Causes::silent, "limits.login-deadline = 1s");
    tell(CloseCause.SUPERSEDED, Causes::copied);
    tell(CloseCause.BOARD_DISABLED, Causes::disabled);
  }

  private Causes() {}

  private static void tell(CloseCause cause, Story story, String... configuration) {
    ALL.put(cause, new Scenario(List.of(configuration), story));
  }

  /** All there are. */
  static Map<CloseCause, Scenario> all() {
    return ALL;
  }

  /** One board and one user. */
  static FacilityPlan plan() {
    return Facility.plan().board(BOARD, SimulationSettings::booted).user("alice", "*");
  }

  private static Ending refused(Facility facility, String user, String board) {
    try (TestClient client = TestClient.start(facility.settings(user, board))) {
      return client.ending();
    }
  }

  private static Ending ended(Facility facility) {
    try (TestClient client = facility.client("alice", BOARD)) {
      return client.ending();
    }
  }

  private static Ending released(Facility facility) {
    TestClient client = facility.client("alice", BOARD);
    client.close();
    return client.ending();
  }

  private static Ending second(Facility facility) {
    try (TestClient first = facility.client("alice", BOARD)) {
      return refused(facility, "alice", first.opened().board());
    }
  }

  private static Ending ofTheFuture(Facility facility) throws Exception {
    try (RawClient stranger = new RawClient(facility.address())) {
      return stranger.say(new Hello(200, 201, "alice", "x", "raw")).ending();
    }
  }

  private static Ending kicked(Facility facility) {
    try (TestClient client = facility.client("alice", BOARD)) {
      SessionId session = new SessionId(client.opened().session());
      facility.server().supervision().kick(session, "the rack is moved");
      return client.ending();
    }
  }

  private static Ending revoked(Facility facility) {
    try (TestClient client = facility.client("alice", BOARD)) {
      facility.reload(plan().withoutUser("alice").with("session.revoke-notice = 0"));
      return client.ending();
    }
  }

  private static Ending stopped(Facility facility) {
    try (TestClient client = facility.client("alice", BOARD)) {
      facility.server().close();
      return awaitInterruption(client);
    }
  }

  private static Ending lost(Facility facility) throws Exception {
    try (StreamRelay relay = new StreamRelay(facility.address(), 1);
        TestClient client = facility.client("alice", BOARD, relay.address())) {
      relay.refuse(true);
      relay.reset();
      return awaitInterruption(client);
    }
  }

  /** A client does not end for a cause that may pass. */
  private static Ending awaitInterruption(TestClient client) {
    return await()
        .atMost(TestClient.PATIENCE)
        .until(() -> interruption(client), ending -> ending.size() > 0)
        .get(0);
  }

  private static List<Ending> interruption(TestClient client) {
    return client.events().states().stream()
        .filter(LinkState.Waiting.class::isInstance)
        .map(state -> ((LinkState.Waiting) state).why())
        .toList();
  }

  private static Ending violated(Facility facility) throws Exception {
    try (RawClient stranger = new RawClient(facility.address())) {
      stranger.logIn("alice").say(new Open(BOARD, 0));
      return stranger.sayBytes(Unpooled.buffer().writeShort(1).writeByte(0xEE)).ending();
    }
  }

  private static Ending silent(Facility facility) throws Exception {
    try (RawClient stranger = new RawClient(facility.address())) {
      return stranger.ending();
    }
  }

  /** Two others have copied what the client knows, and the slower one comes too late with it. */
  private static Ending copied(Facility facility) throws Exception {
    try (TestClient client = facility.client("alice", BOARD);
        RawClient copy = new RawClient(facility.address());
        RawClient slower = new RawClient(facility.address())) {
      copy.logIn("alice").say(resumption(client.opened(), 7));
      Ending ending = client.ending();
      Ending refusal = slower.logIn("alice").say(resumption(client.opened(), 6)).ending();
      assertThat(refusal).isEqualTo(ending);
      return ending;
    }
  }

  private static Resume resumption(Opened opened, int generation) {
    return new Resume(
        new Open(BOARD, 0), opened.session(), opened.resumption().token(), generation);
  }

  private static Ending disabled(Facility facility) {
    facility.server().boards().find(BOARD).orElseThrow().disable("a new fan");
    return refused(facility, "alice", BOARD);
  }
}
