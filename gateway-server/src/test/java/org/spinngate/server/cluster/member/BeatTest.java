package org.spinngate.server.cluster.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.MemoryEngine;
import org.spinngate.server.ledger.MemoryLedger;
import org.spinngate.server.testing.TestLoop;

/** How long a gateway may speak to boards, by what becomes of its beats. */
class BeatTest {
  private static final Duration TTL = Duration.ofSeconds(15);
  private static final String KEY = Keys.beat("gw1");

  private final TestLoop time = new TestLoop();
  private final MemoryEngine engine = new MemoryEngine();
  private final MemoryLedger ledger = engine.ledger(time.loop());
  private final SafeTime safe = new SafeTime(time::nanoTime, TTL);
  private int counted;
  private int gone;
  private final Beat beat = new Beat(ledger, KEY, safe, time.loop(), new Fate());

  private final class Fate implements Beat.Fate {
    @Override
    public void counts() {
      counted++;
    }

    @Override
    public void gone() {
      gone++;
    }
  }

  @BeforeEach
  void begin() {
    time.run();
    ledger.transact(beat.first(0));
    time.run();
    beat.begin();
  }

  private void pass(int seconds) {
    time.jump(Duration.ofSeconds(seconds));
  }

  private void next() {
    beat.next();
    time.run();
  }

  private void assertSafeFor(int seconds) {
    time.jump(Duration.ofSeconds(seconds).minusMillis(1));
    assertThat(beat.holds()).isTrue();
    time.jump(Duration.ofMillis(1));
    assertThat(beat.holds()).isFalse();
  }

  @Test
  void eachBeatCountsFromWhenItWasSent() {
    pass(1);
    ledger.holdAnswers();
    next();
    pass(4);
    ledger.release();
    time.run();

    assertSafeFor(11);
  }

  @Test
  void whatIsNotAcknowledgedCountsForNothing() {
    pass(1);
    ledger.holdRequests();
    next();

    assertSafeFor(14);
  }

  @Test
  void oneIsUnderWayAtATime() {
    ledger.holdRequests();
    next();
    next();
    ledger.release();
    time.run();

    assertThat(engine.find(KEY).map(LedgerEntry::version)).hasValue(1);
  }

  @Test
  void anAnswerThatWasLostIsFoundInTheLedgerAndCountsFromThen() {
    pass(1);
    ledger.holdAnswers();
    next();
    pass(5);
    ledger.cut();
    ledger.mend();
    time.run();
    ledger.release();
    pass(1);

    assertThat(counted).as("the first one, and the one whose answer was lost").isEqualTo(2);
    assertSafeFor(9);
  }

  @Test
  void whatArrivesAfterItWasGivenUpCountsFromThenToo() {
    pass(1);
    ledger.holdRequests();
    next();
    pass(5);
    ledger.giveUp();
    time.run();
    ledger.release();
    pass(1);

    assertSafeFor(9);
  }

  @Test
  void afterALostOneItGoesOn() {
    ledger.cut();
    time.run();
    next();
    ledger.mend();
    time.run();
    next();
    pass(1);
    next();

    assertThat(engine.find(KEY).map(LedgerEntry::version)).hasValue(1);
    assertSafeFor(15);
  }

  @Test
  void whoseKeyIsGoneHearsIt() {
    ledger.transact(List.of(new LedgerChange.Delete(KEY, 0)));
    time.run();

    next();

    assertThat(gone).isOne();
  }

  @Test
  void afterADoubtOnlyWhatIsSentThenCounts() {
    ledger.holdAnswers();
    next();
    safe.doubt();
    ledger.release();
    time.run();
    assertThat(beat.holds()).isFalse();

    pass(1);
    next();

    assertSafeFor(15);
  }

  @Test
  void afterItsEndNothingCounts() {
    safe.end();
    next();

    assertThat(beat.holds()).isFalse();
  }
}
