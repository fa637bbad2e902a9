package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.usage.SessionMeter;

/** A fault of our own in what a session does each second costs no more than a line in the log. */
@ExtendWith(LeakExtension.class)
class FaultySessionTest {
  private final LogCapture log = new LogCapture(Session.class.getName());
  private final SessionBench bench =
      SessionBench.metered(
          SessionBench.limits(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(10)),
          broken("moved"));
  private final Visit alice = bench.visit("alice");

  @AfterEach
  void stopListening() {
    log.close();
  }

  private static SessionMeter broken(String what) {
    return (SessionMeter)
        Proxy.newProxyInstance(
            SessionMeter.class.getClassLoader(),
            new Class<?>[] {SessionMeter.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals(what)) {
                throw new IllegalStateException("the meter is broken");
              }
              return null;
            });
  }

  private void passSeconds(int seconds) {
    for (int second = 0; second < seconds; second++) {
      bench.time().jump(Duration.ofSeconds(1));
    }
  }

  @Test
  void itStillEndsAtItsTimeAndGivesTheBoardBack() {
    alice.send(1, TestDatagrams.datagram(26));
    passSeconds(10 * 60 + 2);

    assertThat(alice.tunnel().closes()).containsExactly(CloseCause.EXPIRED);
    assertThat(bench.board().lease().held()).isFalse();
    assertThat(bench.table().size()).isZero();
  }

  @Test
  void itIsToldOnceAMinuteWithItsSession() {
    alice.send(1, TestDatagrams.datagram(26));
    passSeconds(62);

    assertThat(log.lines("fault")).hasSize(2);
    assertThat(log.lines("fault").get(1))
        .isEqualTo("fault in a session's clock (and 59 more before it)");
    assertThat(log.lastValue("session")).isEqualTo(alice.session().id().toString());
  }

  @Test
  void whatGoesWrongAtTheEndOfItsBootKeepsNothingFromTheNext() {
    SessionBench other = SessionBench.metered(broken("booted"));
    Visit bob = other.visit("bob");
    bob.boot(1, 0, TestDatagrams.bootPacket(1));
    bob.send(2, TestDatagrams.datagram(26));

    assertThatThrownBy(() -> bob.session().end(CloseCause.KICKED, ""))
        .hasMessage("the meter is broken");

    assertThat(bob.tunnel().closes()).containsExactly(CloseCause.KICKED);
    assertThat(other.board().lease().held()).isFalse();
    assertThat(other.table().size()).isZero();
    assertThat(other.socketsOpen()).isZero();
    other.visit("carol").boot(1, 0, TestDatagrams.bootPacket(1));
    other.time().pass(Duration.ofMillis(20));
    assertThat(other.socket(2).sent()).as("the next boot of the board").hasSize(1);
  }

  @Test
  void whatGoesWrongInCountingItsEndDoesNotKeepTheBoard() {
    SessionBench other = SessionBench.metered(broken("ended"));
    Visit bob = other.visit("bob");

    assertThatThrownBy(() -> bob.session().end(CloseCause.RELEASED, ""))
        .hasMessage("the meter is broken");

    assertThat(other.board().lease().held()).isFalse();
    assertThat(other.visit("carol").isOpen()).isTrue();
  }

  @Test
  void whatGoesWrongAtItsBeginningLeavesNothingBehind() {
    SessionBench other = SessionBench.metered(broken("opened"));

    Visit bob = other.visit("bob");
    other.time().run();

    assertThat(bob.heard()).containsExactly("refused internal");
    assertThat(other.board().lease().held()).isFalse();
    assertThat(other.table().size()).isZero();
    assertThat(other.socketsOpen()).isZero();
  }
}
