package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.lease.SessionLimits;
import org.spinngate.server.testing.TestLoop;

@ExtendWith(LeakExtension.class)
class ClaimTest {
  private static final long MINUTE = 60;

  private final SessionBench bench = SessionBench.usual();
  private final TestLoop time = bench.time();

  private static void release(Visit visit) {
    visit.session().end(CloseCause.RELEASED, "");
  }

  @Test
  void aFreeBoardIsOpenedAtOnce() {
    Visit alice = bench.visit("alice");

    assertThat(alice.heard()).containsExactly("opened");
    assertThat(alice.session().greeting().board()).isEqualTo("spin5-01");
    assertThat(alice.session().greeting().terms().shared()).isFalse();
    assertThat(alice.session().greeting().flows()).isEqualTo(8);
    assertThat(alice.session().greeting().session()).isEqualTo(alice.session().id().value());
  }

  @Test
  void aBoardInUseIsRefusedWithItsHolder() {
    bench.visit("alice");

    Visit bob = bench.visit("bob");

    assertThat(bob.heard()).containsExactly("refused board-busy behind alice");
    assertThat(bob.isOpen()).isFalse();
  }

  @Test
  void anUnknownAndAForbiddenBoardGetTheSameAnswer() {
    Visit unknown = bench.visit("alice", "spin5-99", 0);
    Visit forbidden = bench.visit(bench.client("eve", "shared-*"), "spin5-01", MINUTE);

    assertThat(unknown.heard()).containsExactly("refused board-refused");
    assertThat(forbidden.heard()).containsExactly("refused board-refused");
    assertThat(unknown.wishStands() || forbidden.wishStands()).isFalse();
  }

  @Test
  void aSharedBoardTakesEverybody() {
    Visit alice = bench.visit("alice", "shared-1", 0);
    Visit bob = bench.visit("bob", "shared-1", MINUTE);

    assertThat(alice.isOpen() && bob.isOpen()).isTrue();
    assertThat(bob.session().greeting().terms().shared()).isTrue();
  }

  @Test
  void whoWaitsHearsThePlaceAndGetsTheBoardAtItsRelease() {
    Visit alice = bench.visit("alice");
    Visit bob = bench.visit("bob", "spin5-01", MINUTE);
    Visit carol = bench.visit("carol", "spin5-01", Open.FOR_EVER);
    assertThat(bob.heard()).containsExactly("waiting 1 behind alice");
    assertThat(carol.heard()).containsExactly("waiting 2 behind alice");

    release(alice);
    time.run();

    assertThat(bob.heard()).containsExactly("opened");
    assertThat(carol.heard()).containsExactly("waiting 1 behind bob");
  }

  @Test
  void whoseWaitTimeRunsOutIsRefusedAndLeavesTheQueue() {
    bench.visit("alice");
    Visit bob = bench.visit("bob", "spin5-01", MINUTE);
    Visit carol = bench.visit("carol", "spin5-01", 2 * MINUTE);
    bob.heard();
    carol.heard();

    time.jump(Duration.ofSeconds(59));
    assertThat(bob.heard()).isEmpty();
    time.jump(Duration.ofSeconds(1));

    assertThat(bob.heard()).containsExactly("refused board-busy behind alice");
    time.run();
    assertThat(carol.heard()).containsExactly("waiting 1 behind alice");
    assertThat(bench.board().lease().waiting()).isEqualTo(1);
  }

  @Test
  void theWaitTimeEndsWithTheWait() {
    Visit alice = bench.visit("alice");
    Visit bob = bench.visit("bob", "spin5-01", MINUTE);
    release(alice);
    time.run();
    bob.heard();

    time.jump(Duration.ofMinutes(5));

    assertThat(bob.heard()).isEmpty();
    assertThat(bench.board().lease().holder()).map(Holder::user).contains("bob");
  }

  @Test
  void whoCancelsLeavesTheQueue() {
    Visit alice = bench.visit("alice");
    Visit bob = bench.visit("bob", "spin5-01", MINUTE);
    Visit carol = bench.visit("carol", "spin5-01", MINUTE);
    bob.heard();

    bob.claim().cancel(CloseCause.LOST);
    bob.claim().cancel(CloseCause.LOST);
    release(alice);
    time.run();

    assertThat(bob.heard()).isEmpty();
    assertThat(carol.isOpen()).isTrue();
  }

  @Test
  void whoGoesAwayWhileTheBoardIsBeingGrantedHandsItOn() {
    Visit alice = bench.visit("alice");
    Visit bob = bench.visit("bob", "spin5-01", MINUTE);
    Visit carol = bench.visit("carol", "spin5-01", MINUTE);

    release(alice);
    bob.claim().cancel(CloseCause.LOST);
    time.run();

    assertThat(bob.isOpen()).isFalse();
    assertThat(carol.isOpen()).isTrue();
  }

  @Test
  void aWaiterWhoGoesAwayWhenItsTimeIsUpTooIsRefusedOnce() {
    bench.visit("alice");
    Visit bob = bench.visit("bob", "spin5-01", MINUTE);
    bob.claim().cancel(CloseCause.LOST);
    bob.heard();

    time.jump(Duration.ofMinutes(2));

    assertThat(bob.heard()).isEmpty();
  }

  @Test
  void cancelDoesNotEndASession() {
    Visit alice = bench.visit("alice");

    alice.claim().cancel(CloseCause.LOST);

    assertThat(alice.tunnel().closes()).isEmpty();
    assertThat(bench.board().lease().holder()).isPresent();
  }

  @Test
  void theHolderHasItSinceItsSessionBeganNotSinceItsWish() {
    Visit alice = bench.visit("alice");
    assertThat(bench.board().lease().holder().orElseThrow().since()).isEqualTo(TestLoop.BEGIN);
    bench.visit("bob", "spin5-01", 10 * MINUTE);

    time.jump(Duration.ofMillis(90_500));
    release(alice);
    time.run();

    assertThat(bench.board().lease().holder())
        .contains(new Holder("bob", TestLoop.BEGIN.plusSeconds(90), Duration.ZERO));
  }

  @Test
  void theHoldersIdleTimeIsToldToOthers() {
    Visit alice = bench.visit("alice");
    alice.send(1, TestDatagrams.datagram(26));
    time.jump(Duration.ofSeconds(1));

    time.jump(Duration.ofMinutes(3));

    assertThat(bench.board().lease().holder()).map(Holder::idle).contains(Duration.ofMinutes(3));
    alice.session().end(CloseCause.RELEASED, "");
  }

  @Test
  void theQuotaOfAUserCountsWaitersAndIsGivenBack() {
    SessionBench small =
        new SessionBench(SessionBench.NO_LIMITS, new SessionLimits(3, 2), Duration.ZERO);
    final Visit holder = small.visit("alice");
    Visit waiter = small.visit("alice", "spin5-01", MINUTE);

    assertThat(small.visit("alice", "shared-1", 0).heard()).containsExactly("refused user-limit");
    assertThat(small.visit("bob", "shared-1", 0).isOpen()).isTrue();
    assertThat(small.visit("carol", "shared-1", 0).heard()).containsExactly("refused overloaded");

    waiter.claim().cancel(CloseCause.LOST);
    assertThat(small.visit("carol").heard()).containsExactly("refused board-busy behind alice");
    assertThat(small.visit("alice", "shared-1", 0).isOpen()).isTrue();
    release(holder);
    assertThat(small.visit("carol").isOpen()).isTrue();
  }
}
