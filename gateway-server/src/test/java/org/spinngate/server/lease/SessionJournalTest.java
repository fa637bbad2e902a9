package org.spinngate.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.ResumeToken;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.Board;
import org.spinngate.server.disk.Disk;
import org.spinngate.server.session.SessionBench;
import org.spinngate.server.session.Visit;
import org.spinngate.server.testing.LogCapture;

/** What a server knows of the sessions that the process before it had. */
@ExtendWith(LeakExtension.class)
class SessionJournalTest {
  private static final Duration WINDOW = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private final Disk disk = new Disk();
  private SessionJournal journal = SessionJournal.none();

  @AfterEach
  void close() {
    journal.close();
    disk.close();
  }

  private Path file() {
    return folder.resolve("sessions.journal");
  }

  /** A process; the one before it has ended, with everything that was noted in its file. */
  private SessionBench process() {
    journal.close();
    journal = SessionJournal.open(file(), disk);
    return SessionBench.with(journal);
  }

  private static Resume wish(Visit visit) {
    Opened greeting = visit.session().greeting();
    return new Resume(
        new Open(greeting.board(), 60), greeting.session(), greeting.resumption().token(), 1);
  }

  @Test
  void theClientThatHadTheBoardGetsItBackUnderTheSameName() {
    Resume wish = wish(process().visit("alice"));
    SessionBench next = process();
    Visit stranger = next.visit("bob", "spin5-01", 60);

    Visit alice = next.comeBack("alice", wish);

    assertThat(alice.heard()).containsExactly("opened");
    assertThat(alice.session().greeting().session()).isEqualTo(wish.session());
    assertThat(alice.session().greeting().resumption().token()).isEqualTo(wish.token());
    assertThat(alice.session().greeting().resumption().resumed()).isFalse();
    assertThat(stranger.heard()).containsExactly("waiting 1 behind alice");
  }

  @Test
  void aStrangerIsToldWhoIsExpectedAndGetsTheBoardWhenNobodyComes() {
    process().visit("alice");
    SessionBench next = process();
    assertThat(next.visit("bob").heard()).containsExactly("refused board-busy behind alice");
    Visit patient = next.visit("bob", "spin5-01", 60);

    next.time().jump(WINDOW);
    next.time().run();

    assertThat(patient.isOpen()).isTrue();
  }

  @Test
  void neitherAnotherUserNorAnotherTokenGetsTheBoard() {
    Resume wish = wish(process().visit("alice"));
    SessionBench next = process();
    Resume forged = new Resume(new Open("spin5-01", 0), wish.session(), new ResumeToken(1, 2), 1);
    Resume stolen = new Resume(new Open("spin5-01", 0), wish.session(), wish.token(), 1);

    assertThat(next.comeBack("alice", forged).heard())
        .containsExactly("refused board-busy behind alice");
    assertThat(next.comeBack("bob", stolen).heard())
        .containsExactly("refused board-busy behind alice");
    assertThat(next.comeBack("alice", wish).isOpen()).isTrue();
  }

  @Test
  void aReturnAfterTheWindowIsLikeAnyOther() {
    Resume wish = wish(process().visit("alice"));
    SessionBench next = process();
    next.time().jump(WINDOW);

    Visit alice = next.comeBack("alice", wish);

    assertThat(alice.heard()).containsExactly("opened");
    assertThat(alice.session().greeting().session()).isNotEqualTo(wish.session());
  }

  @Test
  void aSessionThatEndedIsNotExpected() {
    SessionBench first = process();
    first.visit("alice").session().end(CloseCause.RELEASED, "");

    assertThat(process().visit("bob").isOpen()).isTrue();
  }

  @Test
  void aSessionThatEndedBecauseTheServerStoppedIsExpected() {
    SessionBench first = process();
    Resume wish = wish(first.visit("alice"));
    first.sessions().endAll(CloseCause.STOPPING, "");

    assertThat(process().comeBack("alice", wish).session().greeting().session())
        .isEqualTo(wish.session());
  }

  @Test
  void theSecondRestartKnowsItToo() {
    Resume wish = wish(process().visit("alice"));
    process();

    assertThat(process().comeBack("alice", wish).session().greeting().session())
        .isEqualTo(wish.session());
  }

  @Test
  void theMaximumDurationCountsFromTheFirstBeginning() {
    Visit alice = process().visit("alice");
    Resume wish = wish(alice);

    Visit back = process().comeBack("alice", wish);

    assertThat(back.session().since()).isEqualTo(alice.session().since());
  }

  @Test
  void linesThatAreNotOursArePassedOver() throws IOException {
    Resume wish = wish(process().visit("alice"));
    journal.close();
    Files.writeString(
        file(),
        """
        garbage
        open x y z
        end
        end zz
        open 1 2 3 4 5
        open 00000001 99999999999999999999 a b c
        """,
        StandardOpenOption.APPEND);
    Files.writeString(file(), "open 7f3a", StandardOpenOption.APPEND);

    assertThat(process().comeBack("alice", wish).isOpen()).isTrue();
  }

  @Test
  void aSessionAfterALineThatWasCutIsKnownAllTheSame() throws IOException {
    Files.writeString(file(), "open 11111111 1795000000 sha256:9dcb");
    Resume wish = wish(process().visit("alice"));

    assertThat(process().comeBack("alice", wish).session().greeting().session())
        .isEqualTo(wish.session());
  }

  @Test
  void aUserWhoIsAtTheLimitByThenStillGetsTheOwnBoardBack() {
    Resume wish = wish(process().visit("alice"));
    SessionBench next = process();
    for (int i = 0; i < 10; i++) {
      next.visit("alice", "shared-1", 0);
    }

    assertThat(next.comeBack("alice", wish).heard()).containsExactly("opened");
  }

  @Test
  void aUserWhoMayNotHaveTheBoardAnyMoreDoesNotKeepItFromOthers() {
    Resume wish = wish(process().visit("alice"));
    SessionBench next = process();
    Visit alice = new Visit();

    next.sessions().open(next.client("alice", "shared-*"), wish, alice.tunnel(), alice);
    next.time().jump(WINDOW);
    next.time().run();

    assertThat(alice.heard()).containsExactly("refused board-refused");
    assertThat(next.visit("bob").isOpen()).isTrue();
  }

  @Test
  void aServerThatStopsInTheWindowHoldsNothingAndForgetsNothing() {
    Resume wish = wish(process().visit("alice"));
    SessionBench next = process();

    next.sessions().endAll(CloseCause.STOPPING, "");

    assertThat(next.sessions().anyBoardHeld()).isFalse();
    assertThat(process().comeBack("alice", wish).session().greeting().session())
        .isEqualTo(wish.session());
  }

  @Test
  void randomBytesNeverKeepAServerFromStarting() throws IOException {
    SplittableRandom random = new SplittableRandom(20261122);
    for (int round = 0; round < 200; round++) {
      byte[] bytes = new byte[random.nextInt(2000)];
      random.nextBytes(bytes);
      journal.close();
      Files.write(file(), bytes);

      assertThat(process().visit("bob").isOpen()).isTrue();
    }
  }

  @Test
  void theFileGrowsWithTheSessionsAndNotWithTime() throws IOException {
    SessionBench server = process();
    Visit alice = server.visit("alice", "shared-1", 0);

    for (int i = 0; i < 5_000; i++) {
      server.visit("bob", "shared-1", 0).session().end(CloseCause.RELEASED, "");
    }

    journal.close();
    assertThat(Files.size(file())).isLessThan(300_000);
    assertThat(process().comeBack("alice", wish(alice)).session().id())
        .isEqualTo(alice.session().id());
  }

  @Test
  void itHoldsNoSecret() throws IOException {
    Visit alice = process().visit("alice");

    journal.close();
    assertThat(Files.readString(file()))
        .contains(alice.session().id().toString(), "alice", "spin5-01")
        .doesNotContain(alice.session().greeting().resumption().token().secret());
  }

  @Test
  void withoutAFileTheServerRunsAndSaysWhatIsMissing() {
    try (LogCapture log = new LogCapture(SessionJournal.class.getName())) {
      journal = SessionJournal.open(folder.resolve("no/such/folder/journal"), disk);

      assertThat(SessionBench.with(journal).visit("alice").isOpen()).isTrue();
      assertThat(log.lines("no journal of sessions"))
          .singleElement()
          .asString()
          .contains("journal");
    }
  }

  @Test
  void twoServersDoNotShareOneFile() {
    process();

    try (LogCapture log = new LogCapture(SessionJournal.class.getName());
        SessionJournal second = SessionJournal.open(file(), disk)) {
      assertThat(second.sessions()).isEmpty();
      assertThat(log.lines("another server uses it")).hasSize(1);
    }
  }

  @Test
  void aBoardThatWasMovedBeforeItsUserCameBackIsKeptForNobodyAtItsOldPlace() {
    Resume wish = wish(process().visit("alice"));
    SessionBench next = process();
    Board before = next.board();
    Board moved = SessionBench.board("spin5-01", 9, false);
    next.boards().replace(List.of(moved));

    Visit alice = next.comeBack("alice", wish);

    assertThat(alice.heard()).containsExactly("opened");
    assertThat(alice.session().id().value()).isNotEqualTo(wish.session());
    assertThat(before.lease().held()).isFalse();
    assertThat(moved.lease().holders()).isEqualTo(1);
  }
}
