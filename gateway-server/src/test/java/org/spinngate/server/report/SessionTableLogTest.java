package org.spinngate.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.lease.SessionLimits;
import org.spinngate.server.session.SessionBench;
import org.spinngate.server.session.TestDatagrams;
import org.spinngate.server.session.Visit;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.TestLoop;

@ExtendWith(LeakExtension.class)
class SessionTableLogTest {
  private final LogCapture log = new LogCapture("org.spinngate.table");
  private final SessionBench bench =
      new SessionBench(SessionBench.NO_LIMITS, new SessionLimits(100, 100), Duration.ofSeconds(60));
  private final TestLoop time = bench.time();

  @AfterEach
  void stopListening() {
    log.close();
  }

  @Test
  void aChangeShowsTheTableASecondLater() {
    Visit alice = bench.visit("alice");
    assertThat(log.lines()).isEmpty();

    time.jump(Duration.ofSeconds(1));

    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().get(0).lines()).hasSize(3).first().isEqualTo("1 session");
    assertThat(log.lines().get(0)).contains("SESSION", alice.session().id().toString(), "00:00:01");
  }

  @Test
  void manyChangesAtOnceShowOneTable() {
    for (int i = 0; i < 20; i++) {
      bench.visit("alice", "shared-1", 0);
    }

    time.jump(Duration.ofSeconds(1));

    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().get(0).lines()).hasSize(22).first().isEqualTo("20 sessions");
  }

  @Test
  void whoComesAndGoesAllTheTimeHasFewTablesAndTheOthersAreShownAtOnce() {
    for (int visit = 0; visit < 240; visit++) {
      bench.visit("alice", "shared-1", 0).session().end(CloseCause.RELEASED, "");
      time.jump(Duration.ofSeconds(5));
    }
    int minutes = 20;
    assertThat(log.lines()).hasSizeLessThan(minutes + 3 * SessionTableLog.PROMPT);
    Visit last = bench.visit("alice", "shared-1", 0);
    time.jump(SessionTableLog.LATEST);
    assertThat(log.lines().get(log.lines().size() - 1)).contains(last.session().id().toString());

    Visit bob = bench.visit("bob", "shared-1", 0);
    time.jump(Duration.ofSeconds(1));

    assertThat(log.lines().get(log.lines().size() - 1)).contains(bob.session().id().toString());
  }

  @Test
  void theEndOfTheLastSessionShowsThatThereIsNone() {
    Visit alice = bench.visit("alice");
    time.jump(Duration.ofSeconds(1));

    alice.session().end(CloseCause.RELEASED, "");
    time.jump(Duration.ofSeconds(1));

    assertThat(log.lines()).hasSize(2).last().isEqualTo("0 sessions");
  }

  @Test
  void whileNothingMovesNoTableIsShown() {
    bench.visit("alice");
    time.jump(Duration.ofSeconds(1));

    for (int minute = 0; minute < 10; minute++) {
      time.jump(Duration.ofMinutes(1));
    }

    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void whenADatagramHasMovedTheTableIsShownAtTheIntervalOnce() {
    Visit alice = bench.visit("alice");
    time.jump(Duration.ofSeconds(1));

    alice.send(1, TestDatagrams.datagram(26));
    time.jump(Duration.ofSeconds(1));
    time.jump(Duration.ofMinutes(1));
    time.jump(Duration.ofMinutes(1));

    assertThat(log.lines()).hasSize(2).last().asString().contains("1/26B");
  }

  @Test
  void anotherIntervalTakesEffectWithinASecond() {
    AtomicReference<Duration> interval = new AtomicReference<>(Duration.ofDays(1));
    SessionBench reloaded = SessionBench.shownEvery(interval::get);
    Visit alice = reloaded.visit("alice");
    reloaded.time().jump(Duration.ofSeconds(1));
    alice.send(1, TestDatagrams.datagram(26));
    reloaded.time().jump(Duration.ofSeconds(10));
    assertThat(log.lines()).hasSize(1);

    interval.set(Duration.ofSeconds(5));
    reloaded.time().jump(Duration.ofSeconds(1));

    assertThat(log.lines()).hasSize(2).last().asString().contains("1/26B");
  }

  @Test
  void anIntervalThatCannotBeHadDoesNotEndTheTable() {
    AtomicReference<Duration> interval = new AtomicReference<>();
    SessionBench broken = SessionBench.shownEvery(interval::get);
    Visit alice = broken.visit("alice");
    alice.send(1, TestDatagrams.datagram(26));
    broken.time().jump(Duration.ofSeconds(30));
    assertThat(log.lines("the session table cannot be shown")).hasSize(1);

    interval.set(Duration.ofSeconds(5));
    alice.send(1, TestDatagrams.datagram(26));
    broken.time().jump(Duration.ofSeconds(1));
    broken.time().jump(Duration.ofSeconds(5));

    assertThat(log.lines().get(log.lines().size() - 1)).contains("2/52B");
  }

  @Test
  void withoutAnIntervalOnlyChangesShow() {
    SessionBench quiet = SessionBench.usual();
    Visit alice = quiet.visit("alice");
    quiet.time().jump(Duration.ofSeconds(1));

    alice.send(1, TestDatagrams.datagram(26));
    quiet.time().jump(Duration.ofHours(1));

    assertThat(log.lines()).hasSize(1);
  }

  @Test
  void theOldestSessionStandsFirst() {
    bench.visit("zoe", "shared-1", 0);
    time.jump(Duration.ofSeconds(1));
    bench.visit("alice");

    assertThat(bench.table().rows())
        .extracting(row -> row.who().user())
        .containsExactly("zoe", "alice");
  }
}
