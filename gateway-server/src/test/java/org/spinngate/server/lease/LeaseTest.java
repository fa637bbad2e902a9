package org.spinngate.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.Holder;
import org.spinngate.server.board.LeaseView;

class LeaseTest {
  private final AtomicReference<LeaseView> view = new AtomicReference<>(LeaseView.free(false));
  private final AtomicReference<LeaseView> sharedView = new AtomicReference<>(LeaseView.free(true));
  private final Lease lease = new Lease(false, view::set);
  private final Lease shared = new Lease(true, sharedView::set);
  private final FakeClaimant alice = new FakeClaimant("alice", lease);
  private final FakeClaimant bob = new FakeClaimant("bob", lease);
  private final FakeClaimant carol = new FakeClaimant("carol", lease);
  private final FakeClaimant dave = new FakeClaimant("dave", lease);

  @Test
  void aFreeBoardIsTakenAtOnce() {
    assertThat(lease.holder()).isEmpty();

    boolean taken = lease.take(alice);

    assertThat(taken).isTrue();
    assertThat(lease.holder()).contains(alice.describe());
    assertThat(alice.news()).isEmpty();
  }

  @Test
  void anExclusiveBoardHasOneHolder() {
    lease.take(alice);

    boolean taken = lease.take(bob);

    assertThat(taken).isFalse();
    assertThat(view.get().shared()).isFalse();
    assertThat(lease.holder()).map(Holder::user).contains("alice");
    assertThat(view.get().waiting()).isZero();
  }

  @Test
  void aSharedBoardHasAnyNumberOfHoldersAndNoQueue() {
    assertThat(sharedView.get().shared()).isTrue();
    assertThat(shared.take(alice)).isTrue();
    assertThat(shared.takeOrWait(bob)).isZero();
    assertThat(shared.takeOrWait(carol)).isZero();

    shared.release(alice);

    assertThat(sharedView.get().waiting()).isZero();
    assertThat(shared.holder()).map(Holder::user).contains("bob");
  }

  @Test
  void aBoardThatIsSharedNoMoreIsSharedInTheTablesWhileSeveralHaveItAndTakesNobodyNew() {
    shared.take(alice);
    shared.take(bob);

    shared.share(false);

    assertThat(sharedView.get().access()).isEqualTo("shared");
    assertThat(shared.take(carol)).isFalse();
    shared.release(alice);
    assertThat(sharedView.get().access()).isEqualTo("exclusive");
    assertThat(shared.take(carol)).isFalse();
    shared.release(bob);
    assertThat(shared.take(carol)).isTrue();
  }

  @Test
  void theOneWhoWaitedLongestIsNext() {
    lease.take(alice);
    assertThat(lease.takeOrWait(bob)).isEqualTo(1);
    assertThat(lease.takeOrWait(carol)).isEqualTo(2);
    assertThat(view.get().waiting()).isEqualTo(2);

    lease.release(alice);

    assertThat(bob.news()).containsExactly("granted");
    assertThat(lease.holder()).map(Holder::user).contains("bob");
    assertThat(lease.place(bob)).isZero();
    assertThat(view.get().waiting()).isEqualTo(1);
  }

  @Test
  void whoStillWaitsHearsOfTheNewHolderAndPlace() {
    lease.take(alice);
    lease.takeOrWait(bob);
    lease.takeOrWait(carol);
    lease.takeOrWait(dave);

    lease.release(alice);

    assertThat(carol.news()).containsExactly("1 behind bob");
    assertThat(dave.news()).containsExactly("2 behind bob");
  }

  @Test
  void whoLeavesTheQueueLetsTheNextMoveUp() {
    lease.take(alice);
    lease.takeOrWait(bob);
    lease.takeOrWait(carol);

    lease.release(bob);

    assertThat(carol.news()).containsExactly("1 behind alice");
    assertThat(bob.news()).isEmpty();
    lease.release(alice);
    assertThat(carol.news()).containsExactly("granted");
    assertThat(bob.news()).isEmpty();
  }

  @Test
  void nobodyTakesTheBoardPastTheQueue() {
    lease.take(alice);
    lease.takeOrWait(bob);
    lease.release(alice);

    assertThat(lease.take(carol)).isFalse();
    assertThat(lease.holder()).map(Holder::user).contains("bob");
  }

  @Test
  void aGrantedClaimantWhoGoesAwayHandsTheBoardOn() {
    lease.take(alice);
    lease.takeOrWait(bob);
    lease.takeOrWait(carol);
    lease.release(alice);

    lease.release(bob);

    assertThat(carol.news()).containsExactly("1 behind bob", "granted");
    assertThat(lease.holder()).map(Holder::user).contains("carol");
  }

  @Test
  void aReleaseByOneWhoHasNothingChangesNothing() {
    lease.take(alice);
    lease.takeOrWait(bob);

    lease.release(dave);

    assertThat(bob.news()).isEmpty();
    assertThat(lease.holder()).map(Holder::user).contains("alice");
  }

  @Test
  void aSecondReleaseIsHarmless() {
    lease.take(alice);
    lease.takeOrWait(bob);
    lease.takeOrWait(carol);
    lease.release(alice);
    carol.news();

    lease.release(alice);

    assertThat(lease.holder()).map(Holder::user).contains("bob");
    assertThat(carol.news()).isEmpty();
  }

  @Test
  void whoHasHadTheBoardGoesAfterAllOthersHoweverEarlyTheyWishedAgain() {
    FakeClaimant aliceAgain = new FakeClaimant("alice", lease);
    lease.take(alice);
    assertThat(lease.takeOrWait(aliceAgain)).isEqualTo(1);

    assertThat(lease.takeOrWait(bob)).isEqualTo(1);

    assertThat(aliceAgain.news()).containsExactly("2 behind alice");
    lease.release(alice);
    assertThat(bob.news()).containsExactly("granted");
    lease.release(bob);
    assertThat(aliceAgain.news()).containsExactly("1 behind bob", "granted");
  }

  @Test
  void anAccountHasOnePlaceByHoweverManyClaims() {
    lease.take(dave);
    List<FakeClaimant> many =
        IntStream.range(0, 3).mapToObj(i -> new FakeClaimant("alice", lease)).toList();
    many.forEach(lease::takeOrWait);

    assertThat(lease.takeOrWait(bob)).isEqualTo(2);
    assertThat(lease.takeOrWait(carol)).isEqualTo(3);

    assertThat(many.stream().map(lease::place)).containsExactly(1, 4, 5);
    assertThat(view.get().waiting()).isEqualTo(5);
    List<FakeClaimant> everybody = new ArrayList<>(many);
    everybody.addAll(List.of(bob, carol, dave));
    assertThat(turns(everybody)).containsExactly("dave", "alice", "bob", "carol", "alice", "alice");
  }

  /** The accounts that have the board, one after the other. */
  private List<String> turns(List<FakeClaimant> everybody) {
    List<FakeClaimant> left = new ArrayList<>(everybody);
    List<String> turns = new ArrayList<>();
    while (!left.isEmpty()) {
      FakeClaimant holder =
          left.stream().filter(one -> lease.place(one) == 0).findFirst().orElseThrow();
      turns.add(holder.account());
      left.remove(holder);
      lease.release(holder);
    }
    return turns;
  }

  @Test
  void aClientThatComesAgainBeforeItsFormerClaimIsKnownToBeGoneKeepsItsPlace() {
    FakeClaimant bobAgain = new FakeClaimant("bob", lease);
    lease.take(alice);
    lease.takeOrWait(bob);
    lease.takeOrWait(carol);
    assertThat(lease.takeOrWait(bobAgain)).isEqualTo(3);

    lease.release(bob);

    assertThat(lease.place(bobAgain)).isEqualTo(1);
    assertThat(lease.place(carol)).isEqualTo(2);
  }

  @Test
  void theLastWordAboutAPlaceIsTheTruthEvenIfNewsOvertakeEachOther() {
    lease.take(alice);
    lease.takeOrWait(bob);
    lease.takeOrWait(carol);
    lease.takeOrWait(dave);
    carol.whenMoved(
        () -> {
          carol.whenMoved(() -> {});
          lease.release(carol);
        });

    lease.release(bob);

    assertThat(dave.news()).containsExactly("1 behind alice", "1 behind alice");
  }
}
