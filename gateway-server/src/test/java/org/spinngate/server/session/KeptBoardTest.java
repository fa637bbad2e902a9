package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.disk.Disk;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.lease.SessionJournal;

/** What is kept over a restart goes with its user. */
@ExtendWith(LeakExtension.class)
class KeptBoardTest {
  @TempDir Path folder;

  private final Disk disk = new Disk();
  private SessionJournal journal = SessionJournal.none();

  @AfterEach
  void close() {
    journal.close();
    disk.close();
  }

  /** A process; the one before it has ended, with everything that was noted in its file. */
  private SessionBench process() {
    journal.close();
    journal = SessionJournal.open(folder.resolve("sessions.journal"), disk);
    return SessionBench.with(journal);
  }

  private SessionBench restartWhileAliceHasTheBoard() {
    process().visit("alice");
    SessionBench next = process();
    next.user("alice", "*");
    next.user("carol", "*");
    return next;
  }

  @Test
  void forWhomABoardIsKeptIsShownUntilTheUserIsBack() {
    Opened before = process().visit("alice").session().greeting();
    SessionBench next = process();
    assertThat(next.board().lease().kept()).containsExactly("alice");

    Resume wish =
        new Resume(new Open(before.board(), 0), before.session(), before.resumption().token(), 1);
    next.comeBack("alice", wish);

    assertThat(next.board().lease().kept()).isEmpty();
    assertThat(next.board().lease().held()).isTrue();
  }

  @Test
  void aBoardIsKeptForOneWhoIsBackUntilTheSessionHasBegun() {
    Opened before = process().visit("alice").session().greeting();
    SessionBench next = process();
    CompletableFuture<Optional<Refusal>> ready = new CompletableFuture<>();
    next.prepareBy(board -> ready);

    next.comeBack("alice", wishFor(before));
    next.time().run();
    assertThat(next.board().lease().kept()).containsExactly("alice");

    ready.complete(Optional.empty());
    next.time().run();
    assertThat(next.board().lease().kept()).isEmpty();
  }

  @Test
  void aBoardIsKeptNoLongerForOneWhoIsBackAndGoesAwayBeforeTheSessionBegins() {
    Opened before = process().visit("alice").session().greeting();
    SessionBench next = process();
    next.prepareBy(
        board ->
            CompletableFuture.completedStage(
                Optional.of(new Refusal(CloseCause.BOARD_FAILED, "it does not answer"))));

    next.comeBack("alice", wishFor(before));
    next.time().run();

    assertThat(next.board().lease().kept()).isEmpty();
    assertThat(next.board().lease().held()).isFalse();
  }

  private static Resume wishFor(Opened before) {
    return new Resume(
        new Open(before.board(), 60), before.session(), before.resumption().token(), 1);
  }

  @Test
  void aSessionGoesOnThoughItsBoardWasTakenOutOfServiceMeanwhile() {
    Opened before = process().visit("alice").session().greeting();
    SessionBench next = process();
    next.board().disable("new fan");

    Visit back = next.comeBack("alice", wishFor(before));
    next.time().run();

    assertThat(back.session().greeting().session()).isEqualTo(before.session());
  }

  @Test
  void whoComesBackForWhatIsNotKeptAnyMoreGetsNoBoardThatIsOutOfService() {
    Opened before = process().visit("alice").session().greeting();
    SessionBench next = process();
    next.user("alice", "*");
    next.time().pass(Duration.ofSeconds(11));
    next.board().disable("new fan");
    Resume wish = wishFor(before);

    assertThat(next.comeBack("alice", wish).heard()).containsExactly("refused board-disabled");
    assertThat(next.board().lease().held()).isFalse();
  }

  @Test
  void nobodyWaitsForABoardThatIsOutOfServiceAlsoIfBack() {
    Opened before = process().visit("alice").session().greeting();
    SessionBench next = process();
    next.time().pass(Duration.ofSeconds(11));
    next.visit("bob");
    next.board().disable("new fan");

    Visit back = next.comeBack("alice", wishFor(before));

    assertThat(back.heard()).containsExactly("refused board-disabled");
    assertThat(next.board().lease().waiting()).isZero();
  }

  @Test
  void aBoardIsKeptForNobodyWhoWasKicked() {
    SessionBench next = restartWhileAliceHasTheBoard();
    Visit bob = next.visit("bob", "spin5-01", 60);

    next.supervision().kickUser("carol", "");
    next.time().run();
    assertThat(bob.isOpen()).isFalse();
    next.supervision().kickUser("alice", "stolen");
    next.time().run();

    assertThat(bob.isOpen()).isTrue();
  }

  @Test
  void aSessionThatHasNotComeBackYetIsKickedLikeAnyOther() {
    SessionId session = process().visit("alice").session().id();
    SessionBench next = process();
    next.user("alice", "*");

    assertThat(next.supervision().kick(session, "")).map(Bar::account).contains("alice");

    assertThat(next.board().lease().held()).isFalse();
    assertThat(next.visit("alice").heard()).containsExactly("refused kicked");
    assertThat(next.supervision().kick(session, "")).isEmpty();
  }

  @Test
  void aBoardIsKeptForNobodyWhomTheOperatorRemoved() {
    SessionBench next = restartWhileAliceHasTheBoard();
    Visit bob = next.visit("bob", "spin5-01", 60);

    next.supervision().recheck();
    next.time().run();
    assertThat(bob.isOpen()).isFalse();
    next.forget("alice");
    next.supervision().recheck();
    next.time().run();

    assertThat(bob.isOpen()).isTrue();
  }

  @Test
  void whoComesBackAndIsRefusedAfterAllIsNotWaitedForByTheNextProcess() {
    Opened before = process().visit("alice").session().greeting();
    SessionBench next = process();
    next.prepareBy(
        board ->
            CompletableFuture.completedStage(
                Optional.of(new Refusal(CloseCause.BOARD_FAILED, "it does not answer"))));
    Resume wish =
        new Resume(new Open(before.board(), 0), before.session(), before.resumption().token(), 1);

    assertThat(next.comeBack("alice", wish).heard()).containsExactly("refused board-failed");

    assertThat(process().visit("bob").isOpen()).isTrue();
  }
}
