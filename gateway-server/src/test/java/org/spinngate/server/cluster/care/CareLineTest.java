package org.spinngate.server.cluster.care;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultEventExecutor;
import io.netty.util.concurrent.EventExecutor;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.CareState.Supply;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Member;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.member.Outsider;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.ledger.MemoryLedger;
import org.spinngate.server.session.SessionBench;

/** What is known of a board, told by several threads at once. */
class CareLineTest {
  private static final int NOTES = 100_000;
  private static final CareState CYCLING = new CareState(false, Supply.CYCLING);
  private static final CareState OFF = new CareState(false, Supply.OFF);
  private static final Board BOARD = SessionBench.board("spin5-01", 2, false);
  private static final String CARE = Keys.care(Keys.board(BOARD));

  private final Member member = new Outsider();
  private final MemoryEngine engine = new MemoryEngine();
  private final MemoryLedger ledger = engine.ledger();
  private final EventExecutor executor = new DefaultEventExecutor();
  private final Neighbours neighbours = new Neighbours(ledger, member, executor);
  private final ExecutorService other = Executors.newSingleThreadExecutor();

  @BeforeEach
  void write() {
    LedgerChange.Require still = (LedgerChange.Require) member.stillMember();
    ledger
        .transact(
            List.of(
                new LedgerChange.Create(still.key(), ""),
                new LedgerChange.Create(Keys.board(BOARD), ""),
                new LedgerChange.Create(CARE, CareRecord.text(CareState.CLEAN))))
        .toCompletableFuture()
        .join();
  }

  @AfterEach
  void close() {
    other.shutdownNow();
    ledger.close();
    executor.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private LedgerEntry there() {
    return engine.find(CARE).orElseThrow();
  }

  private CareLine line() {
    LedgerChange.Require still = new LedgerChange.Require(Keys.board(BOARD), 0);
    return new CareLine(neighbours, new CareLine.Term(BOARD, member, still), there());
  }

  @Test
  void aUseThatIsNotedMeanwhileLosesNothingElse() throws Exception {
    ledger.holdRequests();
    CareLine line = line();
    Future<?> uses =
        other.submit(
            () -> {
              while (!Thread.interrupted()) {
                line.noteUse();
              }
            });

    for (int round = 0; round < NOTES; round++) {
      CareState noted = round % 2 == 0 ? CYCLING : OFF;
      var unused = line.note(noted);
      assertThat(line.wanted().supply()).isEqualTo(noted.supply());
    }

    assertThat(uses.isDone()).isFalse();
  }
}
