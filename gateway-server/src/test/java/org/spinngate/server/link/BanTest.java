package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.LogCapture;

/** Who guesses tokens is kept out for a while, and as few others as can be. */
@ExtendWith(LeakExtension.class)
class BanTest {
  private final LogCapture audit = new LogCapture("org.spinngate.audit");
  private final LinkBench bench = new LinkBench();

  BanTest() throws SSLException {}

  @AfterEach
  void close() {
    bench.close();
    audit.close();
  }

  @Test
  void anAddressThatFailsTooOftenIsBannedForAWhile() {
    for (int i = 0; i < 3; i++) {
      assertThat(bench.connect().say(Hello.of("alice", "wrong", "c")).refusal())
          .isEqualTo(CloseCause.LOGIN_REFUSED);
    }

    assertThat(bench.connect().logIn("alice").refusal()).isEqualTo(CloseCause.LOGIN_REFUSED);

    assertThat(audit.lines())
        .last()
        .isEqualTo("login refused: user=alice peer=203.0.113.9:51544 reason=banned");
    bench.pass(Duration.ofMinutes(1));
    assertThat(bench.connect().logIn("alice").next()).isInstanceOf(Welcome.class);
  }

  @Test
  void oneUsersWrongTokenIsNoBanForOthersAtTheSameAddress() {
    for (int i = 0; i < 11; i++) {
      bench.connect().say(Hello.of("alice", "wrong", "c"));
    }

    assertThat(bench.connect().logIn("bob").next()).isInstanceOf(Welcome.class);
    assertThat(bench.connect().logIn("alice").refusal()).isEqualTo(CloseCause.LOGIN_REFUSED);
  }

  @Test
  void whereGuessersAreOnlyWhoHasLoggedInFromThereBeforeIsHeard() {
    bench.connect().openBoard("alice", "spin5-01");
    for (int i = 0; i < 12; i++) {
      assertThat(bench.connect().say(Hello.of("guess-" + i, "wrong", "c")).refusal())
          .isEqualTo(CloseCause.LOGIN_REFUSED);
    }
    bench.pass(Duration.ofSeconds(2));

    assertThat(bench.connect().logIn("alice").next()).isInstanceOf(Welcome.class);
    Refused refused = bench.connect().logIn("bob").next(Refused.class);
    assertThat(refused.text()).contains("try again in some minutes");
    assertThat(bench.connect().say(Hello.of("alice", "wrong", "c")).next(Refused.class).text())
        .as("a wrong token tells nothing of who was here before")
        .isEqualTo(refused.text());
  }

  @Test
  void whoGuessesHearsTheSameOfUsersWhoAreHereAndOfNobody() {
    bench.connect().openBoard("alice", "spin5-01");
    List<String> ofAlice = new ArrayList<>();
    List<String> ofNobody = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ofAlice.add(answerTo("alice"));
      ofNobody.add(answerTo("nobody"));
    }

    assertThat(ofAlice).isEqualTo(ofNobody);
    assertThat(ofAlice.get(4)).contains("too many logins");
  }

  private String answerTo(String user) {
    return bench.connect().say(Hello.of(user, "wrong", "c")).next(Refused.class).text();
  }

  @Test
  void aUserWithTooManyConnectionsIsToldSoUntilSomeAreGone() {
    List<Connection> connections = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      connections.add(bench.connect().logIn("alice"));
    }
    Refused refused = bench.connect().logIn("alice").next(Refused.class);

    assertThat(refused.cause()).isEqualTo(CloseCause.OVERLOADED);
    assertThat(refused.text()).contains("too many connections");
    assertThat(bench.connect().logIn("bob").next()).isInstanceOf(Welcome.class);

    connections.get(3).say(new Bye(CloseCause.RELEASED, ""));

    assertThat(bench.connect().logIn("alice").next()).isInstanceOf(Welcome.class);
  }

  @Test
  void whoLogsInAndOpensNothingMakesRoomForOthers() {
    Connection idle = bench.connect().logIn("alice");
    idle.say(new ListBoards());

    bench.pass(Duration.ofSeconds(29));
    assertThat(idle.isOpen()).isTrue();
    bench.pass(Duration.ofSeconds(2));

    assertThat(idle.isOpen()).isFalse();
  }
}
