package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.UncaughtFaults;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.FarLeases;
import org.spinngate.server.lease.LeaseBook;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.testing.TestLoop;

/** A claim while the book of leases takes its time, fails, or loses what it has granted. */
@ExtendWith({LeakExtension.class, UncaughtFaults.class})
class FarLeasesTest {
  private static final long MINUTE = 60;

  private final SessionBench bench = SessionBench.by(this::far);
  private final TestLoop time = bench.time();
  private FarLeases far;

  private LeaseBook far(LeaseBook own) {
    far = new FarLeases(own);
    return far;
  }

  private void answer() {
    time.jump(Duration.ofMillis(300));
    far.answer();
    time.run();
  }

  private Visit opened(String user) {
    Visit visit = bench.visit(user);
    answer();
    assertThat(visit.heard()).containsExactly("opened");
    return visit;
  }

  @Test
  void aClientHearsNothingUntilTheBookHasAnswered() {
    Visit alice = bench.visit("alice");
    time.jump(Duration.ofMillis(300));
    assertThat(alice.heard()).isEmpty();

    far.answer();
    assertThat(alice.heard()).as("before its loop has taken the answer").isEmpty();
    time.run();

    assertThat(alice.heard()).containsExactly("opened");
    assertThat(bench.table().size()).isOne();
  }

  @Test
  void whoHasGoneWhileTheBookWasAskedKeepsNothing() {
    Visit alice = bench.visit("alice");

    alice.claim().cancel(CloseCause.LOST);
    answer();

    assertThat(alice.heard()).isEmpty();
    assertThat(bench.board().lease().held()).isFalse();
    assertThat(bench.table().size()).isZero();
    assertThat(opened("bob").isOpen()).isTrue();
  }

  @Test
  void whoHasGoneWhileTheBookWasAskedLeavesTheQueueToo() {
    opened("alice");
    Visit bob = bench.visit("bob", "spin5-01", MINUTE);

    bob.claim().cancel(CloseCause.LOST);
    answer();

    assertThat(bob.heard()).isEmpty();
    assertThat(bench.board().lease().waiting()).isZero();
  }

  @Test
  void thoseWhoWaitHearTheirPlaceWhenTheBookHasAnsweredAndAreServedInTurn() {
    Visit alice = opened("alice");
    Visit bob = bench.visit("bob", "spin5-01", MINUTE);
    Visit carol = bench.visit("carol", "spin5-01", MINUTE);
    assertThat(bob.heard()).isEmpty();
    answer();
    assertThat(bob.heard()).containsExactly("waiting 1 behind alice");
    assertThat(carol.heard()).containsExactly("waiting 2 behind alice");

    alice.session().end(CloseCause.RELEASED, "");
    time.run();

    assertThat(bob.heard()).containsExactly("opened");
    assertThat(carol.heard()).containsExactly("waiting 1 behind bob");
  }

  @Test
  void thePatienceOfOneWhoWaitsBeginsWithTheQueue() {
    opened("alice");
    Visit bob = bench.visit("bob", "spin5-01", MINUTE);
    time.jump(Duration.ofMinutes(2));
    answer();
    assertThat(bob.heard()).containsExactly("waiting 1 behind alice");

    time.jump(Duration.ofSeconds(MINUTE));

    assertThat(bob.heard()).containsExactly("refused board-busy behind alice");
    assertThat(bench.board().lease().waiting()).isZero();
  }

  @Test
  void whatTheOperatorDoesWhileTheBookIsAskedHolds() {
    Visit alice = bench.visit("alice");

    bench.supervision().kickUser("alice", "later");
    answer();

    assertThat(alice.heard()).containsExactly("refused kicked");
    assertThat(bench.board().lease().held()).isFalse();
  }

  @Test
  void aBoardThatIsDisabledWhileTheBookIsAskedIsGivenToNobody() {
    Visit alice = bench.visit("alice");

    bench.board().disable("new firmware");
    answer();

    assertThat(alice.heard()).containsExactly("refused board-disabled");
    assertThat(bench.board().lease().held()).isFalse();
  }

  @Test
  void aBookThatFailsIsAnInternalErrorAndIsTold(List<Throwable> faults) {
    Visit alice = bench.visit("alice");

    far.fail();
    time.run();

    assertThat(alice.heard()).containsExactly("refused internal");
    assertThat(faults).singleElement().extracting(Throwable::getCause).isNotNull();
  }

  @Test
  void aSessionWhoseBoardIsLostEndsWithTheCauseOfTheBook() {
    Visit alice = opened("alice");

    far.loseGrants(CloseCause.BOARD_FAILED, "another gateway has the board");
    assertThat(alice.tunnel().closes()).as("before its loop has heard").isEmpty();
    time.run();

    assertThat(alice.tunnel().closes()).containsExactly(CloseCause.BOARD_FAILED);
    assertThat(bench.table().size()).isZero();
    assertThat(bench.board().lease().held()).isFalse();
    assertThat(bench.socketsOpen()).isZero();
    assertThat(opened("bob").isOpen()).isTrue();
  }

  @Test
  void aLostBoardAndAnEndAtTheSameMomentAreOneEnd() {
    Visit alice = opened("alice");

    far.loseGrants(CloseCause.BOARD_FAILED, "another gateway has the board");
    alice.session().end(CloseCause.RELEASED, "");
    time.run();

    assertThat(alice.tunnel().closes()).containsExactly(CloseCause.RELEASED);
  }

  @Test
  void aBoardIsMadeReadyBeforeItsSession() {
    CompletableFuture<Optional<Refusal>> ready = new CompletableFuture<>();
    bench.prepareBy(board -> ready);
    Visit alice = bench.visit("alice");
    answer();
    assertThat(alice.heard()).isEmpty();
    assertThat(bench.board().lease().held()).as("nobody else's meanwhile").isTrue();
    assertThat(bench.table().size()).isZero();

    ready.complete(Optional.empty());
    time.run();

    assertThat(alice.heard()).containsExactly("opened");
  }

  @Test
  void aBoardThatCannotBeMadeReadyIsRefusedAndHandedOn() {
    CompletableFuture<Optional<Refusal>> ready = new CompletableFuture<>();
    bench.prepareBy(board -> ready);
    Visit alice = bench.visit("alice");
    answer();
    bench.prepareBy(FarLeasesTest::atOnce);
    Visit bob = bench.visit("bob", "spin5-01", MINUTE);
    answer();

    ready.complete(Optional.of(new Refusal(CloseCause.BOARD_FAILED, "it does not answer")));
    time.run();

    assertThat(alice.heard()).containsExactly("refused board-failed");
    assertThat(alice.refusal()).isEqualTo("it does not answer");
    assertThat(bob.isOpen()).isTrue();
  }

  @Test
  void whoPreparesABoardKnowsForWhomAndCanSaySo() {
    CompletableFuture<Optional<Refusal>> ready = new CompletableFuture<>();
    PlayedHooks hooks = bench.prepareBy(board -> ready);
    Visit alice = bench.visit("alice");
    answer();

    hooks.guests().get(0).news().accept("power-cycling spin5-01, about 35 s");
    time.run();
    assertThat(alice.heard()).containsExactly("preparing power-cycling spin5-01, about 35 s");
    assertThat(hooks.guests().get(0).account()).isEqualTo("alice");
    assertThat(hooks.guests().get(0).returns()).isFalse();

    ready.complete(Optional.empty());
    time.run();
    hooks.guests().get(0).news().accept("too late");
    time.run();
    assertThat(alice.heard()).containsExactly("opened");
  }

  @Test
  void whoPreparesABoardHearsOfTheEndBeforeAnybodyElseGetsIt() {
    PlayedHooks hooks = bench.prepareBy(FarLeasesTest::atOnce);
    Visit alice = opened("alice");

    alice.session().end(CloseCause.RELEASED, "");
    time.run();

    assertThat(hooks.gone()).startsWith("alice released held");
    assertThat(bench.board().lease().held()).isFalse();
  }

  @Test
  void whoGoesBeforeTheBoardIsReadyIsSaidToHaveGone() {
    PlayedHooks hooks = bench.prepareBy(board -> new CompletableFuture<>());
    Visit alice = bench.visit("alice");
    answer();

    alice.claim().cancel(CloseCause.LOST);

    assertThat(hooks.gone()).containsExactly("alice lost held");
  }

  private static CompletableFuture<Optional<Refusal>> atOnce(Board board) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Test
  void whoGoesWhileTheBoardIsMadeReadyHandsItOn() {
    bench.prepareBy(board -> new CompletableFuture<>());
    Visit alice = bench.visit("alice");
    answer();
    bench.prepareBy(FarLeasesTest::atOnce);

    alice.claim().cancel(CloseCause.LOST);

    assertThat(bench.board().lease().held()).isFalse();
    assertThat(opened("bob").isOpen()).isTrue();
  }

  @Test
  void aBoardThatIsLostWhileItIsMadeReadyIsRefused() {
    CompletableFuture<Optional<Refusal>> ready = new CompletableFuture<>();
    bench.prepareBy(board -> ready);
    Visit alice = bench.visit("alice");
    answer();

    far.loseGrants(CloseCause.BOARD_FAILED, "another gateway has the board");
    time.run();
    ready.complete(Optional.empty());
    time.run();

    assertThat(alice.heard()).containsExactly("refused board-failed");
    assertThat(bench.board().lease().held()).isFalse();
    assertThat(bench.table().size()).isZero();
  }

  @Test
  void aHookThatFailsIsAnInternalErrorAndKeepsNothing(List<Throwable> faults) {
    bench.prepareBy(board -> CompletableFuture.failedFuture(new IllegalStateException("hook")));
    Visit alice = bench.visit("alice");
    answer();

    assertThat(alice.heard()).containsExactly("refused internal");
    assertThat(bench.board().lease().held()).isFalse();
    assertThat(faults).hasSize(1);
  }
}
