package org.spinngate.server.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.access.TokenHash;
import org.spinngate.server.disk.Disk;
import org.spinngate.server.session.SessionBench;
import org.spinngate.server.session.Visit;
import org.spinngate.server.testing.LogCapture;

/** The journal on a disk that stands still, is full, or loses its process. */
@ExtendWith(LeakExtension.class)
class JournalDiskTest {
  private static final int MANY = 3 * JournalLines.MOST_WAITING;

  private final Disk disk = new Disk();
  private final MovingDisk file = new MovingDisk("");
  private final AtomicLong now = new AtomicLong();
  private final AtomicInteger noted = new AtomicInteger();
  private SessionJournal journal;

  @BeforeEach
  void open() throws IOException {
    journal = SessionJournal.of(file, disk, now::get);
  }

  @AfterEach
  void close() {
    file.full(false);
    file.move();
    journal.close();
    disk.close();
  }

  private static JournalEntry session(int id) {
    return new JournalEntry(
        new SessionId(id), "alice", "spin5-01", Instant.ofEpochSecond(1), TokenHash.of("secret"));
  }

  private void begin(int id) {
    journal.begun(session(id), noted::incrementAndGet);
  }

  /** What the next process would know. */
  private int known() throws IOException {
    return SessionJournal.of(new MovingDisk(file.content()), disk, now::get).sessions().size();
  }

  @Test
  void aSessionIsNotedOnceTheFileHasItsLine() throws IOException {
    file.standStill();
    begin(1);
    assertThat(noted).hasValue(0);
    assertThat(known()).isZero();

    file.move();

    await().untilAtomic(noted, is -> assertThat(is).isEqualTo(1));
    assertThat(known()).isEqualTo(1);
  }

  @Test
  void aDiskThatStandsStillHoldsNobodyUpAndLosesNothing() throws IOException {
    file.standStill();
    for (int i = 0; i < MANY; i++) {
      begin(i);
      if (i % 2 == 0) {
        journal.ended(new SessionId(i), CloseCause.RELEASED);
      }
    }
    assertThat(file.content()).isEmpty();

    file.move();
    await().until(() -> known() == MANY / 2);

    journal.close();
    assertThat(known()).isEqualTo(MANY / 2);
    assertThat(noted).hasValue(MANY);
    assertThat(file.writes()).hasSizeLessThan(10).contains("replace");
  }

  @Test
  void aDiskThatStandsStillIsSpokenOfOnceAndOnceMoreWhenItMoves() {
    try (LogCapture log = new LogCapture(JournalLines.class.getName())) {
      file.standStill();
      begin(0);
      await().until(file::isWaitedFor);
      begin(1);
      now.addAndGet(Duration.ofSeconds(6).toNanos());
      for (int i = 2; i < 100; i++) {
        begin(i);
        now.addAndGet(Duration.ofSeconds(6).toNanos());
      }
      file.move();

      await().until(() -> noted.get() == 100);
      assertThat(log.lines("the disk has taken nothing")).hasSize(1);
      assertThat(log.lines("takes the journal of sessions again")).hasSize(1);
    }
  }

  @Test
  void aFullDiskCostsALineInTheLogAndHeals() throws IOException {
    try (LogCapture log = new LogCapture(SessionJournal.class.getName())) {
      begin(1);
      await().until(() -> noted.get() == 1);
      file.full(true);
      begin(2);
      begin(3);
      await().until(() -> noted.get() == 3);
      journal.ended(new SessionId(1), CloseCause.RELEASED);
      assertThat(log.lines("cannot be written")).hasSize(1);

      file.full(false);

      await().untilAsserted(() -> assertThat(log.lines("is written again")).hasSize(1));
      assertThat(log.lines("cannot be written")).hasSize(1);
      assertThat(known()).isEqualTo(2);
      assertThat(file.content().lines()).hasSize(2);
    }
  }

  @Test
  void whileTheDiskIsFullNobodyWaitsForTheNextAttempt() {
    file.full(true);
    begin(1);
    await().until(() -> noted.get() == 1);

    for (int id = 2; id <= 10; id++) {
      begin(id);
      assertThat(noted).hasValue(id);
    }
  }

  @Test
  void whatTheFileHoldsAtANormalEndIsComplete() throws IOException {
    for (int i = 0; i < MANY; i++) {
      begin(i);
    }

    journal.close();

    assertThat(known()).isEqualTo(MANY);
  }

  @Test
  void afterTheEndNothingIsWrittenAndNobodyWaits() {
    journal.close();

    begin(1);

    assertThat(noted).hasValue(1);
    assertThat(file.content()).isEmpty();
  }

  @Test
  void aClientHearsOfItsSessionAfterItsLineOrSoon() {
    SessionBench server = SessionBench.with(journal);
    AtomicInteger told = new AtomicInteger();
    file.standStill();
    Visit alice = server.visit("alice", "shared-1", 0);
    Visit bob = server.visit("bob", "shared-1", 0);
    alice.session().note().after(told::incrementAndGet);
    bob.session().note().after(told::incrementAndGet);
    assertThat(told).hasValue(0);
    bob.session().end(CloseCause.KICKED, "");

    server.time().jump(Duration.ofMillis(300));
    server.time().run();

    assertThat(told).as("the one who is still there").hasValue(1);
  }
}
