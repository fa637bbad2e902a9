package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.access.Login;
import org.spinngate.server.access.User;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.admission.Client;
import org.spinngate.server.admission.Permissions;
import org.spinngate.server.admission.RecentEnds;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.testing.Somebody;

/** What the operator does to sessions. */
@ExtendWith(LeakExtension.class)
class SupervisionTest {
  private final SessionBench bench = SessionBench.usual();

  @Test
  void aKickTellsTheUserWhyAndFreesTheBoard() {
    Visit alice = bench.visit("alice");

    Optional<Bar> found = bench.supervision().kick(alice.session().id(), "firmware update ");

    assertThat(found)
        .contains(
            new Bar(
                "alice",
                Optional.of(bench.board()),
                "the operator ended the session: firmware update"));
    assertThat(alice.tunnel().closes()).containsExactly(CloseCause.KICKED);
    assertThat(alice.tunnel().lastWords())
        .isEqualTo("the operator ended the session: firmware update");
    assertThat(bench.visit("bob").isOpen()).isTrue();
  }

  @Test
  void aSessionThatIsNotThereCannotBeKicked() {
    assertThat(bench.supervision().kick(new SessionId(7), "")).isEmpty();
  }

  @Test
  void whoWasKickedCannotHaveTheSameBoardForAMinuteButAnother() {
    Visit alice = bench.visit("alice");
    bench.supervision().kick(alice.session().id(), "");

    Visit again = bench.visit("alice");
    Visit other = bench.visit("alice", "shared-1", 0);
    bench.time().pass(RecentEnds.KICKED.minusSeconds(1));
    Visit still = bench.visit("alice", "spin5-01", 300);
    bench.time().pass(Duration.ofSeconds(2));
    Visit later = bench.visit("alice");

    assertThat(again.heard()).containsExactly("refused kicked");
    assertThat(other.isOpen()).isTrue();
    assertThat(still.heard()).containsExactly("refused kicked");
    assertThat(later.isOpen()).isTrue();
  }

  @Test
  void whoIsKickedWhileWaitingElsewhereInTheQueueDoesNotGetTheBoardBack() {
    Visit alice = bench.visit("alice");
    Visit second = bench.visit("alice", "spin5-01", 300);
    Visit bob = bench.visit("bob", "spin5-01", 300);

    bench.supervision().kick(alice.session().id(), "");
    bench.time().run();

    assertThat(second.heard()).endsWith("refused kicked");
    assertThat(bob.isOpen()).isTrue();
  }

  @Test
  void oldClientsAreKickedTogetherOrOneByOne() {
    Visit first = bench.visit(old("10.0.0.7"), "shared-1", 0);
    Visit second = bench.visit(old("10.0.0.8"), "shared-1", 0);
    Visit alice = bench.visit("alice", "shared-1", 0);

    assertThat(bench.supervision().kickUser("old 10.0.0.7", "")).isPresent();

    assertThat(first.tunnel().closes()).containsExactly(CloseCause.KICKED);
    assertThat(second.tunnel().closes()).isEmpty();
    assertThat(bench.visit(old("10.0.0.7"), "shared-1", 0).heard())
        .containsExactly("refused kicked");
    assertThat(bench.supervision().kickUser("old", "")).isPresent();
    assertThat(second.tunnel().closes()).containsExactly(CloseCause.KICKED);
    assertThat(bench.visit(old("10.0.0.9"), "shared-1", 0).heard())
        .containsExactly("refused kicked");
    assertThat(alice.tunnel().closes()).isEmpty();
  }

  private Client old(String address) {
    User old = Somebody.withoutToken("old", "*");
    bench.user(old);
    return new Client(Login.withoutToken(old), address + ":51544", bench.time().loop());
  }

  @Test
  void whoIsKickedWhileTheSessionBeginsDoesNotKeepIt() {
    Visit bob = bench.visit("bob");
    Visit alice = bench.visit("alice", "spin5-01", 300);
    bob.session().end(CloseCause.RELEASED, "");

    bench.supervision().kickUser("alice", "stolen");
    bench.time().run();

    assertThat(alice.heard()).endsWith("refused kicked");
    assertThat(bench.board().lease().held()).isFalse();
  }

  @Test
  void aSessionWhoseTokenIsGoneEndsSoonerThanOneWhoseBoardIs() {
    Client client = bench.client("alice", "*");
    Visit alice = bench.visit(client, "spin5-01", 0);
    bench.user("alice", "shared-*");
    bench.supervision().recheck();
    bench.time().run();

    bench.withdraw(client.login());
    int ending = bench.supervision().recheck();
    bench.time().pass(Permissions.SOON.plusMillis(1));

    assertThat(ending).isEqualTo(1);
    assertThat(alice.tunnel().closes()).containsExactly(CloseCause.REVOKED);
    assertThat(alice.tunnel().notices()).last().asString().contains("ends in 5 s");
  }

  @Test
  void everybodyHearsAnAnnouncement() {
    Visit alice = bench.visit("alice");
    Visit bob = bench.visit("bob", "shared-1", 0);

    bench.supervision().announce("maintenance at noon");
    bench.time().run();

    assertThat(alice.tunnel().notices()).containsExactly("maintenance at noon");
    assertThat(bob.tunnel().notices()).containsExactly("maintenance at noon");
  }

  @Test
  void whoGetsABoardThatDoesNotAnswerIsToldSo() {
    bench.board().condition().refused("Network is unreachable");

    Visit alice = bench.visit("alice");
    bench.time().run();

    assertThat(alice.tunnel().notices())
        .containsExactly("the board does not answer the gateway (Network is unreachable)");
  }

  @Test
  void aSessionWhoseUserIsGoneGetsANoticeAndEndsAsRevoked() {
    Visit alice = bench.visit("alice");
    Visit bob = bench.visit("bob", "shared-1", 0);

    bench.forget("alice");
    int ending = bench.supervision().recheck();
    bench.time().pass(SessionBench.NOTICE.minusSeconds(1));

    assertThat(ending).isEqualTo(1);
    assertThat(alice.tunnel().notices())
        .containsExactly("you may not use board spin5-01 any more; this session ends in 30 s");
    assertThat(alice.tunnel().closes()).isEmpty();
    bench.time().pass(Duration.ofSeconds(2));
    assertThat(alice.tunnel().closes()).containsExactly(CloseCause.REVOKED);
    assertThat(bob.tunnel().closes()).isEmpty();
  }

  @Test
  void aSessionThatIsPermittedAgainInTimeGoesOn() {
    Visit alice = bench.visit("alice");
    bench.user("alice", "shared-*");
    bench.supervision().recheck();
    bench.time().pass(Duration.ofSeconds(10));

    bench.user("alice", "*");
    bench.supervision().recheck();
    bench.time().pass(Duration.ofMinutes(5));

    assertThat(alice.tunnel().closes()).isEmpty();
    assertThat(alice.tunnel().notices())
        .endsWith("the operator has changed that: this session goes on");
  }

  @Test
  void aSessionWithABoardThatIsWithdrawnEndsAsRevoked() {
    Visit alice = bench.visit("alice");

    bench.boards().replace(List.of());
    bench.supervision().recheck();
    bench.supervision().recheck();
    bench.time().pass(SessionBench.NOTICE);

    assertThat(alice.tunnel().closes()).containsExactly(CloseCause.REVOKED);
    assertThat(alice.tunnel().notices()).hasSize(1);
  }

  @Test
  void aSessionWithABoardThatIsOnlyDescribedInOtherWordsGoesOnAndKeepsTheLease() {
    Visit alice = bench.visit("alice");
    Board before = bench.board();
    Board after =
        before.described(
            "spin5-01", false, new Board.Handling(Duration.ofMillis(20), 4, false), "rack 9");

    bench.boards().replace(List.of(after));

    assertThat(bench.supervision().recheck()).isZero();
    assertThat(bench.visit("bob").heard()).containsExactly("refused board-busy behind alice");
    assertThat(after.comment()).isEqualTo("rack 9");
    alice.session().end(CloseCause.RELEASED, "");
    assertThat(bench.visit("bob").isOpen()).isTrue();
  }

  @Test
  void aBoardThatIsOutOfServiceIsGivenToNobodyNewAndItsQueueIsToldAtOnce() {
    Visit alice = bench.visit("alice");
    Visit bob = bench.visit("bob", "spin5-01", 300);

    bench.board().disable("new firmware");
    bench.leases().serviceChanged(bench.board());
    bench.time().run();
    Visit carol = bench.visit("carol", "spin5-01", 300);

    assertThat(bob.heard()).endsWith("refused board-disabled");
    assertThat(carol.heard()).containsExactly("refused board-disabled");
    assertThat(alice.tunnel().closes()).isEmpty();
    bench.board().enable();
    alice.session().end(CloseCause.RELEASED, "");
    assertThat(bench.visit("carol").isOpen()).isTrue();
  }

  @Test
  void aBoardThatBecomesSharedIsSharedOnceItsHolderHasGone() {
    Visit alice = bench.visit("alice");
    Visit bob = bench.visit("bob", "spin5-01", 300);
    Visit carol = bench.visit("carol", "spin5-01", 300);

    bench.share(true);
    bench.time().run();
    assertThat(bob.isOpen()).as("alice has it alone, as she was promised").isFalse();
    alice.session().end(CloseCause.RELEASED, "");
    bench.time().run();

    assertThat(bob.isOpen() && carol.isOpen()).isTrue();
    assertThat(bench.visit("dave").isOpen()).isTrue();
  }

  @Test
  void aSharedBoardThatBecomesExclusiveLeavesItsHoldersAndTakesNobodyNew() {
    bench.share(true);
    Visit alice = bench.visit("alice");
    Visit bob = bench.visit("bob");

    bench.share(false);

    assertThat(bench.visit("carol").heard()).containsExactly("refused board-busy behind alice");
    assertThat(alice.tunnel().closes()).isEmpty();
    assertThat(bob.tunnel().closes()).isEmpty();
  }

  @Test
  void whoComesBackAfterAKickIsToldTheReasonOfTheOperator() {
    Visit alice = bench.visit("alice");
    var id = alice.session().id();
    var token = alice.session().identity().token();
    alice.session().lost(alice.tunnel());

    bench.supervision().kick(id, "maintenance");
    Visit back = bench.comeBack("alice", new Resume(new Open("spin5-01", 0), id.value(), token, 1));

    assertThat(back.heard()).containsExactly("refused kicked");
    assertThat(back.refusal()).isEqualTo("the operator ended the session: maintenance");
  }

  @Test
  void aBoardThatNobodyHasWantedYetShowsAtOnceThatItIsShared() {
    bench.share(true);
    assertThat(bench.board().lease().access()).isEqualTo("shared");

    bench.share(false);
    assertThat(bench.board().lease().access()).isEqualTo("exclusive");
  }
}
