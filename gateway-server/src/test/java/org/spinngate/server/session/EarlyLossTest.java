package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.lease.FarLeases;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.testing.TestLoop;

/** A book of leases that loses what it has granted before anybody has looked at it. */
@ExtendWith(LeakExtension.class)
class EarlyLossTest {
  private final SessionBench bench = SessionBench.by(this::far);
  private final TestLoop time = bench.time();
  private FarLeases far;

  private LeaseBook far(LeaseBook own) {
    far = new FarLeases(own);
    return far;
  }

  @Test
  void aBoardThatIsLostBeforeItsGrantIsLookedAtIsMadeReadyForNobody() {
    AtomicInteger prepared = new AtomicInteger();
    bench.prepareBy(
        board -> {
          prepared.incrementAndGet();
          return new CompletableFuture<>();
        });
    Visit alice = bench.visit("alice");
    far.answer();
    far.loseGrants(CloseCause.ELSEWHERE, "another gateway has the board");

    time.run();

    assertThat(alice.heard()).containsExactly("refused elsewhere");
    assertThat(prepared).hasValue(0);
    assertThat(bench.board().lease().held()).isFalse();
  }
}
