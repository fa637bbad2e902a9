package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.disk.Disk;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.lease.SessionId;
import org.spinngate.server.lease.SessionJournal;

/** A client is back after a restart, and its connection breaks before its session has begun. */
@ExtendWith(LeakExtension.class)
class ComebackTest {
  private static final Duration WINDOW = Duration.ofSeconds(10);

  @TempDir Path folder;

  private final Disk disk = new Disk();
  private SessionJournal journal = SessionJournal.none();
  private Opened before;
  private SessionBench bench;
  private CompletableFuture<Optional<Refusal>> ready = new CompletableFuture<>();

  @BeforeEach
  void restartWhileAliceHasTheBoard() {
    before = process().visit("alice").session().greeting();
    bench = process();
    bench.user("bob", "*");
    bench.prepareBy(board -> ready);
  }

  @AfterEach
  void close() {
    journal.close();
    disk.close();
  }

  private SessionBench process() {
    journal.close();
    journal = SessionJournal.open(folder.resolve("sessions.journal"), disk);
    return SessionBench.with(journal);
  }

  private Visit aliceIsBack(int generation) {
    Visit back =
        bench.comeBack(
            "alice",
            new Resume(
                new Open(before.board(), 0),
                before.session(),
                before.resumption().token(),
                generation));
    bench.time().run();
    return back;
  }

  private void boardIsReady() {
    ready.complete(Optional.empty());
    bench.time().run();
  }

  private void boardIsNotReady(CloseCause cause) {
    ready.complete(Optional.of(Refusal.of(cause)));
    bench.time().run();
    ready = new CompletableFuture<>();
  }

  private boolean isSessionOf(Visit visit) {
    return visit.session().greeting().session() == before.session();
  }

  @Test
  void itsBoardIsKeptOnUntilItsNextConnection() {
    aliceIsBack(1).claim().cancel(CloseCause.LOST);
    assertThat(bench.board().lease().kept()).containsExactly("alice");
    assertThat(bench.visit("bob").heard()).containsExactly("refused board-busy behind alice");

    Visit again = aliceIsBack(2);
    boardIsReady();

    assertThat(isSessionOf(again)).isTrue();
    assertThat(bench.board().lease().kept()).isEmpty();
  }

  @Test
  void itsNextConnectionHasTheBoardAlsoIfTheFirstIsNotKnownToBeGone() {
    Visit first = aliceIsBack(1);

    Visit second = aliceIsBack(2);
    boardIsReady();
    first.claim().cancel(CloseCause.LOST);

    assertThat(first.heard()).containsExactly("refused superseded");
    assertThat(isSessionOf(second)).isTrue();
    assertThat(bench.table().size()).isEqualTo(1);
    assertThat(bench.board().lease().holders()).isEqualTo(1);
  }

  @Test
  void itsNextConnectionHasTheBoardAlsoIfTheFirstIsAboutToBeginItsSession() {
    Visit first = aliceIsBack(1);
    ready.complete(Optional.empty());

    Visit second = aliceIsBack(2);

    assertThat(first.heard()).containsExactly("refused superseded");
    assertThat(isSessionOf(second)).isTrue();
    assertThat(bench.table().find(new SessionId(before.session()))).contains(second.session());
    second.session().end(CloseCause.STOPPING, "the server is stopping");
    assertThat(process().board().lease().kept()).containsExactly("alice");
  }

  @Test
  void anOlderConnectionTakesNothingFromANewerOne() {
    Visit newer = aliceIsBack(2);

    Visit older = aliceIsBack(1);
    boardIsReady();

    assertThat(older.heard()).containsExactly("refused superseded");
    assertThat(isSessionOf(newer)).isTrue();
  }

  @Test
  void itsSessionIsOverIfItSaysGoodbye() {
    aliceIsBack(1).claim().cancel(CloseCause.RELEASED);

    assertThat(bench.board().lease().held()).isFalse();
    assertThat(process().board().lease().kept()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"NO_QUORUM", "INTERNAL"})
  void itsBoardIsKeptOnIfItCannotBeHadForAMoment(CloseCause cause) {
    aliceIsBack(1);
    boardIsNotReady(cause);

    Visit again = aliceIsBack(2);
    boardIsReady();

    assertThat(isSessionOf(again)).isTrue();
  }

  @Test
  void itsBoardIsKeptNoLongerThanItWouldHaveBeen() {
    Visit back = aliceIsBack(1);
    bench.time().pass(WINDOW);
    back.claim().cancel(CloseCause.LOST);

    assertThat(bench.board().lease().held()).isFalse();
    assertThat(process().board().lease().kept()).isEmpty();
  }

  @Test
  void itsSessionGoesOnIfItBeginsOnlyAfterTheTimeForWhichItsBoardWasKept() {
    Visit back = aliceIsBack(1);
    bench.time().pass(WINDOW);
    boardIsReady();

    assertThat(isSessionOf(back)).isTrue();
    assertThat(process().board().lease().kept()).containsExactly("alice");
  }

  @Test
  void aSessionThatIsAboutToBeginAgainIsKickedLikeAnyOther() {
    aliceIsBack(1);

    assertThat(bench.supervision().kick(new SessionId(before.session()), "")).isPresent();
    boardIsReady();

    assertThat(bench.table().size()).isZero();
    assertThat(bench.board().lease().held()).isFalse();
    assertThat(process().board().lease().kept()).isEmpty();
  }

  @Test
  void aUserWhoIsKickedMeanwhileFindsNothingKept() {
    Visit back = aliceIsBack(1);

    bench.supervision().kickUser("alice", "stolen");
    back.claim().cancel(CloseCause.LOST);

    assertThat(bench.board().lease().held()).isFalse();
  }

  @Test
  void aServerThatStopsMeanwhileLeavesTheSessionToTheNext() {
    Visit back = aliceIsBack(1);

    bench.sessions().endAll(CloseCause.STOPPING, "the server is stopping");
    back.claim().cancel(CloseCause.LOST);
    bench.time().run();

    assertThat(process().board().lease().kept()).containsExactly("alice");
  }

  @Test
  void itHearsThatItsSessionHasBegunAnewUntilItHasSpoken() {
    Visit back = aliceIsBack(1);
    boardIsReady();
    Session session = back.session();
    assertThat(session.greeting().resumption().resumed()).isFalse();

    assertThat(resumed(session, 2))
        .as("the first word may have been lost with its connection")
        .isFalse();

    RecordingTunnel third = new RecordingTunnel();
    assertThat(resumed(session, third, 3)).isFalse();
    session.scpToBoard(third, 1, TestDatagrams.datagram(26));
    assertThat(resumed(session, 4)).isTrue();
  }

  private boolean resumed(Session session, int generation) {
    return resumed(session, new RecordingTunnel(), generation);
  }

  private boolean resumed(Session session, RecordingTunnel tunnel, int generation) {
    session.resume(tunnel, generation, bench.client("alice", "*"));
    Opened greeting = tunnel.messages(Opened.class).get(0);
    return greeting.resumption().resumed();
  }
}
