package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.admission.ConnectionRow;

/** A user who comes and goes again and again is slowed down, and nobody else is. */
@ExtendWith(LeakExtension.class)
class UserPaceTest {
  private static final Bye BYE = new Bye(CloseCause.RELEASED, "");

  /** As many connections as a user may have. */
  private static final int BURST = 16;

  private final LinkBench bench = new LinkBench();

  UserPaceTest() throws SSLException {}

  @AfterEach
  void close() {
    bench.close();
  }

  private void openAndClose(int times) {
    for (int i = 0; i < times; i++) {
      bench.connect().openBoard("alice", "shared-1").say(BYE);
    }
  }

  @Test
  void sessionsThatAreOpenedTooFastWaitTheirTurnAndNobodyElseDoes() {
    openAndClose(BURST);

    Connection fast = bench.connect().logIn("alice").say(new Open("shared-1", 0));

    fast.next(Welcome.class);
    assertThat(fast.isSilent()).isTrue();
    bench.connect().openBoard("bob", "shared-1");
    bench.pass(Duration.ofMillis(300));
    assertThat(fast.next()).isInstanceOf(Opened.class);
  }

  @Test
  void noLineOfTheOperatorsTableCanBeForgedByTheNameThatAWishHas() {
    openAndClose(BURST);

    bench.connect().logIn("alice").say(new Open("\u001b[2J\nbob   waiting", 0));

    assertThat(bench.loggedIn().rows()).extracting(ConnectionRow::board).containsExactly("?");
  }

  @Test
  void whoGoesAwayWhileItWaitsHasNothing() {
    openAndClose(BURST);

    Connection gone = bench.connect().logIn("alice").say(new Open("spin5-01", 0)).say(BYE);
    bench.pass(Duration.ofSeconds(1));

    assertThat(gone.isOpen()).isFalse();
    assertThat(bench.sessions().count()).isZero();
    assertThat(bench.board().lease().held()).isFalse();
  }

  @Test
  void whoHasTooManyThatWaitIsRefusedForAWhile() {
    ControlMessage answer = BYE;
    for (int i = 0; i < 200 && !(answer instanceof Refused); i++) {
      // Slow enough for logins.
      bench.time().jump(Duration.ofMillis(100));
      Connection fast = bench.connect().logIn("alice").say(new Open("spin5-01", 0));
      fast.next(Welcome.class);
      answer = fast.isSilent() ? BYE : fast.next();
      if (fast.isOpen()) {
        fast.say(BYE);
      }
    }

    assertThat(answer).isInstanceOf(Refused.class);
    assertThat(((Refused) answer).cause()).isEqualTo(CloseCause.OVERLOADED);
    assertThat(((Refused) answer).text()).contains("too fast");
    bench.pass(Duration.ofSeconds(10));
    bench.connect().openBoard("alice", "spin5-01");
  }

  @Test
  void whoLogsInAgainAndAgainIsRefusedForAMoment() {
    for (int i = 0; i < 2 * BURST; i++) {
      bench.connect().logIn("alice").say(BYE);
    }

    Refused refused = bench.connect().logIn("alice").next(Refused.class);

    assertThat(refused.cause()).isEqualTo(CloseCause.OVERLOADED);
    assertThat(refused.text()).contains("again and again");
    assertThat(bench.connect().logIn("bob").next()).isInstanceOf(Welcome.class);
    bench.pass(Duration.ofSeconds(1));
    assertThat(bench.connect().logIn("alice").next()).isInstanceOf(Welcome.class);
  }
}
