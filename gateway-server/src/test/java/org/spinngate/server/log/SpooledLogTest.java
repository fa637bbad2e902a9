package org.spinngate.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.spi.ConfigurationEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a log of its own, whose appenders stand still until a test lets them write. */
@Timeout(60)
class SpooledLogTest {
  private static final String AUDIT = "org.spinngate.audit";
  private static final String TABLE = "org.spinngate.table";
  private static final int MANY = 10_000;

  private final LoggerContext context = new LoggerContext();
  private final StuckAppender everything;

  SpooledLogTest() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    everything = attach("everything", Logger.ROOT_LOGGER_NAME);
  }

  private StuckAppender attach(String name, String logger) {
    StuckAppender appender = new StuckAppender();
    appender.setName(name);
    appender.setContext(context);
    appender.start();
    context.getLogger(logger).addAppender(appender);
    return appender;
  }

  private void log(String logger, String words, int times) {
    for (int line = 0; line < times; line++) {
      context.getLogger(logger).info("{} {}", words, line);
    }
  }

  /** Writes one line for each permit. */
  private static final class StuckAppender extends AppenderBase<ILoggingEvent> {
    private final Semaphore permits = new Semaphore(0);
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent event) {
      permits.acquireUninterruptibly();
      lines.add(event.getFormattedMessage());
    }

    void flow() {
      permits.release(Integer.MAX_VALUE);
    }

    List<String> lines(String words) {
      return lines.stream().filter(line -> line.contains(words)).toList();
    }
  }

  @Test
  void nobodyWaitsForALogThatStandsStillAndOneLineSaysHowManyAreMissing() {
    SpooledLog log = new SpooledLog(context);

    log("org.spinngate.server.session", "session opened", MANY);
    everything.flow();
    log.close();

    int written = everything.lines("session opened").size();
    assertThat(written).isBetween(4096, MANY - 1);
    assertThat(everything.lines("lost"))
        .containsExactly((MANY - written) + " log lines were lost while everything stood still");
    assertThat(log.lost()).isEqualTo(MANY - written);
  }

  @Test
  void theAuditHasRoomThatNoOtherLineCanTake() {
    SpooledLog log = new SpooledLog(context);

    log("org.spinngate.server.session", "session opened", MANY);
    log(TABLE, "table", MANY);
    log(AUDIT, "login accepted", 4000);
    everything.flow();
    log.close();

    assertThat(everything.lines("login accepted")).hasSize(4000);
    assertThat(everything.lines("table").size()).isBetween(4, 5);
    assertThat(everything.lines("lost")).hasSize(1);
  }

  @Test
  void onePlaceThatStandsStillHoldsNoOtherUp() {
    StuckAppender audit = attach("audit", AUDIT);
    audit.flow();
    SpooledLog log = new SpooledLog(context);

    log(AUDIT, "login accepted", 100);

    await().until(() -> audit.lines.size() == 100);
    assertThat(everything.lines).isEmpty();
    everything.flow();
    log.close();
    assertThat(everything.lines("login accepted")).hasSize(100);
  }

  @Test
  void linesKeepTheirOrderAndWhoLoggedThem() {
    SpooledLog log = new SpooledLog(context);
    List<String> expected = new ArrayList<>();

    for (int line = 0; line < 100; line++) {
      String logger =
          List.of(AUDIT, TABLE, "org.spinngate.x").get(line % 25 == 0 ? 1 : line % 2 * 2);
      context.getLogger(logger).info("line {}", line);
      expected.add("line " + line);
    }
    everything.flow();
    log.close();

    assertThat(everything.lines).containsExactlyElementsOf(expected);
  }

  @Test
  void afterTheEndLinesAreWrittenByTheirOwnThreads() {
    everything.flow();
    SpooledLog log = new SpooledLog(context);
    log("org.spinngate.x", "before", 1);
    log.close();

    log("org.spinngate.x", "behind", 1);

    assertThat(everything.lines).containsExactly("before 0", "behind 0");
  }

  @Test
  void aLogThatIsConfiguredAnewIsSpooledAsWell() {
    SpooledLog log = new SpooledLog(context);
    Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    everything.flow();
    root.detachAndStopAllAppenders();
    StuckAppender fresh = attach("fresh", Logger.ROOT_LOGGER_NAME);

    context.fireConfigurationEvent(ConfigurationEvent.newConfigurationEndedSuccessfullyEvent(this));
    log("org.spinngate.x", "after", 10);

    assertThat(fresh.lines).isEmpty();
    fresh.flow();
    log.close();
    assertThat(fresh.lines("after")).hasSize(10);
  }
}
