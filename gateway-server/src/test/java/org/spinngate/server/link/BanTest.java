package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.LogCapture;

/** Whoever guesses tokens is kept out for a while, and as few others as can be. */
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
  void aUserWithASessionFromABannedAddressMayComeBackAndNobodyElse() {
    bench.connect().openBoard("alice", "spin5-01");
    for (int i = 0; i < 3; i++) {
      assertThat(bench.connect().say(Hello.of("bob", "wrong", "c")).refusal())
          .isEqualTo(CloseCause.LOGIN_REFUSED);
    }
    bench.pass(Duration.ofSeconds(2));

    assertThat(bench.connect().logIn("alice").next()).isInstanceOf(Welcome.class);
    Refused refused = bench.connect().logIn("bob").next(Refused.class);
    assertThat(refused.text()).contains("try again in some minutes");
  }
}
