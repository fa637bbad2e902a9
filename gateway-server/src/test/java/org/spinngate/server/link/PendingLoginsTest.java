package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class PendingLoginsTest {
  private static final int MOST = 1_000_000;

  @Test
  void noMoreArePendingThanAllowed() {
    PendingLogins pending = new PendingLogins(() -> 2);

    assertThat(pending.tryEnter()).isTrue();
    assertThat(pending.tryEnter()).isTrue();
    assertThat(pending.tryEnter()).isFalse();
    assertThat(pending.tryEnter()).isFalse();
    pending.leave();
    assertThat(pending.tryEnter()).isTrue();
    assertThat(pending.tryEnter()).isFalse();
  }

  @Test
  void everyPlaceIsGivenBackOnceHoweverAConnectionEnds() throws SSLException {
    LinkBench bench = new LinkBench();
    bench.connect().logIn("alice");
    bench.connect().logIn("alice").close();
    bench.connect().say(Hello.of("alice", "wrong", "c"));
    bench.connect().close();
    bench.connect();
    bench.pass(LinkBench.LOGIN);
    bench.close();

    int left = 0;
    while (bench.pending().tryEnter()) {
      left++;
    }

    assertThat(left).isEqualTo(MOST);
  }
}
