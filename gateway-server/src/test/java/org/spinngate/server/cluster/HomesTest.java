package org.spinngate.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.cluster.care.SharedCare;
import org.spinngate.server.cluster.member.FakeMember;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.member.Outsider;
import org.spinngate.server.lease.LocalLeases;
import org.spinngate.server.lease.SessionLimits;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.ledger.MemoryLedger;
import org.spinngate.server.power.CareJournal;
import org.spinngate.server.session.SessionBench;
import org.spinngate.server.testing.TestLoop;

/** What comes between the steps in which a gateway takes a board. */
class HomesTest {
  private static final String BOARD = "spin5-01";

  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final Colleague other = new Colleague("gw2", engine.ledger(time.loop()), time, () -> 3);
  private final MemoryLedger ledger = engine.ledger(time.loop());
  private final Neighbours neighbours =
      new Neighbours(ledger, new FakeMember(ledger, "gw1"), time.loop());
  private final BoardDirectory boards =
      new BoardDirectory(List.of(SessionBench.board(BOARD, 2, false)));
  private final Board board = boards.find(BOARD).orElseThrow();
  private final String key = Keys.board(board);
  private final SharedJournal journal = new SharedJournal(neighbours);
  private final LocalLeases local =
      new LocalLeases(
          new LocalLeases.Files(journal, () -> {}), () -> new SessionLimits(100, 100), time);
  private final SharedCare care = new SharedCare(neighbours, CareJournal.none());
  private Runnable meanwhile = () -> {};
  private final Homes homes =
      new Homes(
          neighbours,
          new FormerSessions(neighbours, boards, local, journal, () -> Duration.ofSeconds(10)),
          care,
          this::nanoTime);

  /** Asked when a board has just come, before anybody is told. */
  private long nanoTime() {
    meanwhile.run();
    return time.nanoTime();
  }

  private CompletableFuture<Home> visit() {
    return homes.visit(key, board).toCompletableFuture();
  }

  private void fenced() {
    neighbours.joined(new Outsider());
    journal.lost();
    homes.lost();
    local.letGo();
  }

  private void hasSessionsOfOneThatIsGone() {
    other.opens("alice", BOARD);
    other.member().end();
    time.run();
  }

  @Test
  void nobodyGetsABoardBeforeItsPowerIsKnownHere() {
    List<CompletableFuture<Home>> visits = new ArrayList<>();
    List<Boolean> hadIt = new ArrayList<>();
    care.listen(
        (same, state) -> {
          visits.add(visit());
          hadIt.add(visits.get(0).isDone());
        });
    time.run();

    var first = visit();
    time.run();

    assertThat(hadIt).containsExactly(false);
    assertThat(first.join()).isInstanceOf(Home.Here.class);
    assertThat(visits.get(0).join()).isEqualTo(first.join());
  }

  @Test
  void aBoardThatComesWhileTheOthersTakeThisGatewaysBoardsIsNotKeptForItsSessions() {
    hasSessionsOfOneThatIsGone();
    meanwhile = this::fenced;

    var visit = visit();
    time.run();

    assertThat(visit.join()).isInstanceOf(Home.Unknown.class);
    assertThat(homes.all()).isEmpty();
    assertThat(local.isIdle(board)).isTrue();
  }
}
