package org.spinngate.server.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.spinngate.server.ledger.LedgerChange.Create;
import org.spinngate.server.ledger.LedgerChange.Put;
import org.spinngate.server.testing.TestLoop;

class MemoryLedgerTest extends LedgerContract {
  private final MemoryEngine engine = new MemoryEngine();
  private final TestLoop loop = new TestLoop();
  private final MemoryLedger mine = engine.ledger(loop.loop());

  @Override
  protected Ledger open() {
    return engine.ledger();
  }

  @Override
  protected void cut(Ledger ledger) {
    ((MemoryLedger) ledger).cut();
  }

  @Override
  protected void mend(Ledger ledger) {
    ((MemoryLedger) ledger).mend();
  }

  private CompletableFuture<Void> create(String key) {
    return mine.transact(List.of(new Create(key, ""))).toCompletableFuture();
  }

  private static void assertUnsure(CompletableFuture<?> stage) {
    assertThatThrownBy(stage::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(LedgerUnsure.class);
  }

  @Test
  void aRequestThatIsCutOnItsWayIsNotMade() {
    mine.holdRequests();
    CompletableFuture<Void> stage = create("/boards/a");
    loop.run();
    assertThat(stage).isNotDone();

    mine.cut();
    loop.run();

    assertUnsure(stage);
    assertThat(engine.find("/boards/a")).isEmpty();
  }

  @Test
  void aRequestWhoseAnswerIsCutIsMade() {
    mine.holdAnswers();
    CompletableFuture<Void> stage = create("/boards/a");
    loop.run();
    assertThat(stage).isNotDone();
    assertThat(engine.find("/boards/a")).isPresent();

    mine.cut();
    loop.run();
    assertUnsure(stage);
    assertThat(mine.find("/boards/a")).isEmpty();

    mine.mend();
    loop.run();
    assertThat(mine.find("/boards/a")).isPresent();
  }

  @Test
  void aRequestThatWasGivenUpMayStillBeMade() {
    mine.holdRequests();
    CompletableFuture<Void> stage = create("/boards/a");
    mine.giveUp();
    loop.run();
    assertUnsure(stage);
    assertThat(engine.find("/boards/a")).isEmpty();

    mine.release();
    loop.run();

    assertThat(engine.find("/boards/a")).isPresent();
    assertThat(mine.find("/boards/a")).isPresent();
  }

  @Test
  void whatIsHeldGoesOnInItsOrder() {
    mine.holdRequests();
    CompletableFuture<Void> first = create("/boards/a");
    CompletableFuture<Void> second =
        mine.transact(List.of(new Put("/boards/a", "later", 0))).toCompletableFuture();
    loop.run();

    mine.release();
    loop.run();

    assertThat(first).isCompleted();
    assertThat(second).isCompleted();
  }

  @Test
  void oneWhoIsSlowHearsLaterThanOthers() {
    Ledger other = engine.ledger(loop.loop());
    mine.holdAnswers();
    loop.run();

    other.transact(List.of(new Create("/boards/a", "")));
    loop.run();
    assertThat(other.find("/boards/a")).isPresent();
    assertThat(mine.find("/boards/a")).isEmpty();

    mine.release();
    loop.run();
    assertThat(mine.find("/boards/a")).isPresent();
  }

  @Test
  void anEngineThatStopsIsGoneForAllAndComesBackWithWhatItHad() {
    Ledger other = engine.ledger(loop.loop());
    CompletableFuture<Void> before = create("/boards/a");
    loop.run();
    assertThat(before).isCompleted();

    engine.stop();
    CompletableFuture<Void> during = create("/boards/b");
    loop.run();
    assertUnsure(during);
    assertThat(List.of(mine.connected(), other.connected())).containsOnly(false);

    engine.start();
    loop.run();
    assertThat(List.of(mine.connected(), other.connected())).containsOnly(true);
    assertThat(other.find("/boards/a")).isPresent();
    assertThat(other.find("/boards/b")).isEmpty();
  }

  @Test
  void whoIsCutOffStaysSoWhenTheEngineComesBack() {
    mine.cut();
    engine.stop();
    engine.start();
    loop.run();

    assertThat(mine.connected()).isFalse();
  }

  @Test
  void aListenerMayEndItsLedger() {
    MemoryLedger ledger = engine.ledger();
    await().until(ledger::connected);
    Heard heard =
        new Heard("/") {
          @Override
          public void connected(boolean reached) {
            super.connected(reached);
            ledger.close();
          }
        };

    ledger.listen(heard);

    await().until(() -> heard.lines().contains("lost"));
  }
}
