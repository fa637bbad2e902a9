package org.spinngate.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.session.Session;
import org.spinngate.server.session.SessionBench;
import org.spinngate.server.session.Visit;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.usage.RecordingMeter;

/** A user who opens and ends sessions as fast as he can. */
@ExtendWith(LeakExtension.class)
class SessionStormTest {
  private static final int SESSIONS = 2_500;
  private static final Pattern MORE = Pattern.compile("\\(and (\\d+) more before it\\)");
  private static final Pattern OVERDUE =
      Pattern.compile("held back: (\\d+) more lines \"(.*)\" of .*");

  private final LogCapture log = new LogCapture(Session.class.getName());

  /** Its lines go their own way. */
  private final LogCapture tables = new LogCapture("org.spinngate.table");

  private final RecordingMeter meter = new RecordingMeter();
  private final SessionBench bench = SessionBench.metered(meter);

  @AfterEach
  void stopListening() {
    log.close();
    tables.close();
  }

  private void storm(String user, Duration between) {
    for (int i = 0; i < SESSIONS; i++) {
      Visit visit = bench.visit(user, i % 2 == 0 ? "spin5-01" : "shared-1", 0);
      visit.session().end(CloseCause.RELEASED, "");
      bench.time().jump(between);
    }
  }

  /** Lines that begin so, and those of which they say that they were held back. */
  private long told(String beginning) {
    long told = 0;
    for (String line : log.lines()) {
      Matcher overdue = OVERDUE.matcher(line);
      if (overdue.matches() && overdue.group(2).equals(beginning)) {
        told += Long.parseLong(overdue.group(1));
      } else if (line.startsWith(beginning)) {
        Matcher more = MORE.matcher(line);
        told += 1 + (more.find() ? Long.parseLong(more.group(1)) : 0);
      }
    }
    return told;
  }

  private long physicalLines() {
    return List.of(log, tables).stream()
        .flatMap(one -> one.lines().stream())
        .flatMap(String::lines)
        .count();
  }

  @Test
  void aStormOfSessionsIsFewLinesAndEveryOneIsCounted() {
    storm("alice", Duration.ofMillis(4));

    assertThat(log.lines()).hasSizeLessThan(50);
    bench.time().jump(Duration.ofMinutes(16));

    assertThat(told("session opened")).isEqualTo(SESSIONS);
    assertThat(told("session ended")).isEqualTo(SESSIONS);
    assertThat(meter.heard().stream().filter(word -> word.startsWith("ended"))).hasSize(SESSIONS);
    assertThat(log.lines("held back: ").get(0))
        .matches("held back: 1240 more lines \"session opened\" of user=alice board=.*");
  }

  @Test
  void twentyMinutesOfItAreFewHundredLinesWithTheTables() {
    storm("alice", Duration.ofMillis(480));

    assertThat(physicalLines()).isLessThan(500);
    assertThat(tables.lines()).hasSizeBetween(TablePace.FREE, 50);
  }

  @Test
  void anotherUsersLinesAreNotHeldBackForIt() {
    storm("alice", Duration.ofMillis(1));

    Visit bob = bench.visit("bob");
    bob.session().end(CloseCause.RELEASED, "");

    assertThat(log.lastValue("user")).isEqualTo("bob");
    assertThat(log.lastValue("cause")).isEqualTo("released");
  }

  @Test
  void aTableComesASecondAfterAChangeAgainWhenTheStormIsOver() {
    storm("alice", Duration.ofMillis(480));
    bench.time().jump(Duration.ofMinutes(1));
    bench.time().jump(Duration.ofMinutes(3));
    int before = tables.lines().size();

    bench.visit("bob");
    bench.time().jump(Duration.ofSeconds(1));

    assertThat(tables.lines()).hasSize(before + 1).last().asString().contains("bob");
  }
}
