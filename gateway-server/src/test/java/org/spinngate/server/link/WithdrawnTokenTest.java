package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.Waiting;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.access.TokenHash;
import org.spinngate.server.admission.ConnectionRow;
import org.spinngate.server.config.TokenSettings;
import org.spinngate.server.config.UserSettings;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.testing.Somebody;

/** A token that is withdrawn lets nobody in, and who came by it goes. */
@ExtendWith(LeakExtension.class)
class WithdrawnTokenTest {
  /** At most, even if the operator gives more to those whose board is withdrawn. */
  private static final Duration SOON = Duration.ofSeconds(6);

  private final LinkBench bench = new LinkBench();

  WithdrawnTokenTest() throws SSLException {}

  @AfterEach
  void close() {
    bench.close();
  }

  private void aliceHas(TokenSettings... tokens) {
    aliceIs(new UserSettings("alice", List.of(tokens), List.of("*"), Optional.empty()));
  }

  private void aliceIs(UserSettings settings) {
    Map<String, UserSettings> people = new LinkedHashMap<>(LinkBench.people());
    people.put("alice", settings);
    bench.reload(people);
  }

  private static TokenSettings token(String word) {
    return TokenSettings.lasting(TokenHash.of(word).text());
  }

  private void aliceHasAnotherToken() {
    aliceHas(token("another"));
  }

  private Opened openFor(Connection connection) {
    connection.logIn("alice").say(new Open("spin5-01", 0));
    connection.next(Welcome.class);
    return connection.next(Opened.class);
  }

  private static Resume resumption(Opened opened, int generation) {
    return new Resume(
        new Open("spin5-01", 0), opened.session(), opened.resumption().token(), generation);
  }

  @Test
  void aSessionIsToldAndEndsWithinSecondsWhateverTheNoticeForOthersIs() {
    Connection thief = bench.connect();
    openFor(thief);

    aliceHasAnotherToken();

    assertThat(thief.next(Notice.class).text()).contains("withdrawn").contains("ends in 5 s");
    bench.pass(SOON);
    assertThat(thief.goodbye()).isEqualTo(CloseCause.REVOKED);
    assertThat(bench.board().lease().held()).isFalse();
  }

  @Test
  void aSessionWhoseClientIsAwayEndsTooAndIsNotGoneOnWith() {
    Connection thief = bench.connect();
    Opened opened = openFor(thief);
    thief.close();
    bench.pass(Duration.ofSeconds(1));

    aliceHasAnotherToken();
    Connection back = bench.connect().logIn("alice");
    assertThat(back.refusal()).isEqualTo(CloseCause.LOGIN_REFUSED);
    bench.pass(SOON);

    assertThat(bench.sessions().count()).isZero();
    Connection honest = bench.connect().say(Hello.of("alice", "another", "c"));
    honest.say(resumption(opened, 3));
    honest.next(Welcome.class);
    assertThat(honest.next(Refused.class).cause()).isEqualTo(CloseCause.REVOKED);
  }

  @Test
  void anIdleConnectionEndsAtOnce() {
    Connection idle = bench.connect().logIn("alice");
    idle.next(Welcome.class);

    aliceHasAnotherToken();

    Bye bye = idle.next(Bye.class);
    assertThat(bye.cause()).isEqualTo(CloseCause.REVOKED);
    assertThat(bye.text()).contains("token");
    assertThat(idle.isOpen()).isFalse();
    assertThat(bench.loggedIn().rows()).isEmpty();
  }

  @Test
  void aPlaceInAQueueEndsAtOnceAndTheOthersMoveUp() {
    bench.connect().openBoard("bob", "spin5-01");
    Connection thief = bench.connect().logIn("alice").say(new Open("spin5-01", 300));
    Connection eve = bench.connect().logIn("new").say(new Open("spin5-01", 300));
    thief.next(Welcome.class);
    thief.next(Waiting.class);
    eve.next(Welcome.class);
    assertThat(eve.next(Waiting.class).position()).isEqualTo(2);

    aliceHasAnotherToken();

    assertThat(bench.board().lease().waiting()).isEqualTo(1);
    assertThat(thief.isOpen()).isFalse();
    assertThat(eve.next(Waiting.class).position()).isEqualTo(1);
  }

  @Test
  void otherTokensOfTheUserAndOtherUsersAreNotTouched() {
    aliceHas(token("one"), token("two"));
    Connection one = bench.connect().say(Hello.of("alice", "one", "c"));
    Connection two = bench.connect().say(Hello.of("alice", "two", "c"));
    Connection bob = bench.connect().logIn("bob");

    aliceHas(token("two"));

    assertThat(one.isOpen()).isFalse();
    assertThat(two.isOpen()).isTrue();
    assertThat(bob.isOpen()).isTrue();
  }

  @Test
  void aTokenThatComesBackInTimeLeavesTheSessionAlone() {
    Connection alice = bench.connect();
    openFor(alice);
    aliceHasAnotherToken();
    bench.pass(Duration.ofSeconds(2));

    aliceIs(Somebody.settings("alice", "*"));
    bench.pass(Duration.ofSeconds(20));

    alice.next(Notice.class);
    assertThat(alice.next(Notice.class).text()).contains("goes on");
    assertThat(alice.isOpen()).isTrue();
  }

  @Test
  void aSessionThatWasGoneOnWithByAnotherTokenHoldsByThatOne() {
    aliceHas(token(Somebody.token("alice")), token("two"));
    Connection first = bench.connect();
    Opened opened = openFor(first);
    Connection second = bench.connect().say(Hello.of("alice", "two", "c"));
    second.say(resumption(opened, 1));
    bench.run();
    second.next(Welcome.class);
    assertThat(second.next(Opened.class).session()).isEqualTo(opened.session());

    aliceHas(token("two"));
    bench.pass(SOON);
    assertThat(second.isOpen()).isTrue();
    aliceHas(token("three"));
    bench.pass(SOON);

    assertThat(second.isOpen()).isFalse();
    assertThat(bench.sessions().count()).isZero();
  }

  @Test
  void aTokenExpiresWhileSomebodyIsConnectedByIt() {
    LocalDate today = LocalDate.parse("2026-01-01");
    String usual = TokenHash.of(Somebody.token("alice")).text();
    aliceHas(new TokenSettings(usual, Optional.of(today)), token("lasting"));
    bench.time().jump(Duration.parse("PT9H57M54S"));
    bench.connect().openBoard("bob", "shared-1");
    Connection session = bench.connect();
    openFor(session);
    Connection queued = bench.connect().logIn("alice").say(new Open("spin5-01", 300));
    Connection other = bench.connect().say(Hello.of("alice", "lasting", "c"));
    other.say(new Open("spin5-01", 300));
    Connection idle = bench.connect().logIn("alice");
    bench.pass(Duration.ofSeconds(5));
    assertThat(session.isOpen() && queued.isOpen() && idle.isOpen()).isTrue();

    bench.pass(Duration.ofSeconds(8));

    assertThat(session.isOpen() || queued.isOpen() || idle.isOpen()).isFalse();
    assertThat(other.isOpen()).isTrue();
    assertThat(bench.sessions().count()).isEqualTo(2);
  }

  @Test
  void aKickOfOneSessionLeavesWhatElseThatUserHas() {
    Connection session = bench.connect();
    openFor(session);
    Connection idle = bench.connect().logIn("alice");

    bench.supervision().kick(idOfTheSession(), "the rack is moved");
    bench.run();

    assertThat(session.isOpen()).isFalse();
    idle.say(new Open("shared-1", 0));
    idle.next(Welcome.class);
    assertThat(idle.next()).isInstanceOf(Opened.class);
  }

  private SessionId idOfTheSession() {
    String id = bench.table().rows().get(0).who().session();
    return new SessionId(Integer.parseUnsignedInt(id, 16));
  }

  @Test
  void aKickOfAUserEndsAllThatIsThereAndKeepsThemAwayFromEveryBoardForAMinute() {
    Connection session = bench.connect();
    openFor(session);
    bench.connect().openBoard("bob", "shared-1");
    Connection queued = bench.connect().logIn("alice").say(new Open("spin5-01", 300));
    Connection idle = bench.connect().logIn("alice");

    var ended = bench.supervision().kickUser("alice", "stolen");
    bench.run();

    assertThat(ended).map(one -> one.sessions()).contains(1);
    assertThat(ended).map(one -> one.connections()).contains(2);
    assertThat(session.isOpen() || queued.isOpen() || idle.isOpen()).isFalse();
    assertThat(bench.sessions().count()).isEqualTo(1);
    Connection again = bench.connect().logIn("alice").say(new Open("shared-1", 0));
    again.next(Welcome.class);
    assertThat(again.next(Refused.class).text()).contains("stolen").contains("in a minute");
    bench.pass(Duration.ofSeconds(61));
    bench.connect().openBoard("alice", "shared-1");
  }

  @Test
  void aUserWhomNobodyKnowsCannotBeKicked() {
    assertThat(bench.supervision().kickUser("mallory", "")).isEmpty();
    assertThat(bench.supervision().kickUser("alice", "")).isPresent();
  }

  @Test
  void connectionsWithoutASessionAreSeen() {
    openFor(bench.connect());
    bench.connect().logIn("alice").say(new Open("spin5-01", 300));
    bench.pass(Duration.ofSeconds(1));
    Connection bob = bench.connect().logIn("bob");

    assertThat(bench.loggedIn().rows())
        .extracting(ConnectionRow::user, ConnectionRow::state, ConnectionRow::board)
        .containsExactly(tuple("alice", "waiting", "spin5-01"), tuple("bob", "choosing", ""));
    bob.say(new Bye(CloseCause.RELEASED, ""));
    bench.run();
    assertThat(bench.loggedIn().rows()).hasSize(1);
  }
}
