package org.spinngate.server.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.FileAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file that takes nothing for a while: Logback says nothing of it to those who log. */
@Timeout(60)
class FullDiskTest {
  @TempDir Path folder;

  private final LoggerContext context = new LoggerContext();
  private final Fillable appender = new Fillable();

  private static final class Fillable extends FileAppender<ILoggingEvent> {
    private volatile boolean full;

    @Override
    protected void subAppend(ILoggingEvent event) {
      if (!full) {
        super.subAppend(event);
      }
    }
  }

  private Path file() {
    return folder.resolve("server.log");
  }

  private SpooledLog start() {
    context.setMDCAdapter(new LogbackMDCAdapter());
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setContext(context);
    encoder.setPattern("%level %msg%n");
    encoder.start();
    appender.setContext(context);
    appender.setName("file");
    appender.setFile(file().toString());
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(appender);
    return new SpooledLog(context);
  }

  private void log(int lines) {
    for (int line = 0; line < lines; line++) {
      context.getLogger("org.spinngate").info("line");
    }
  }

  @Test
  void whatTheFileDidNotTakeIsCountedAndOneLineSaysSoWhenItTakesLinesAgain() throws IOException {
    SpooledLog log = start();
    log(1);
    await().until(() -> Files.size(file()) > 0);

    appender.full = true;
    log(7);
    await().until(() -> log.lost() == 7);
    appender.full = false;
    log(2);
    log.close();

    assertThat(Files.readAllLines(file()))
        .containsExactly(
            "INFO line",
            "INFO line",
            "WARN 7 log lines were lost while " + file() + " could not be written",
            "INFO line");
    assertThat(log.lost()).isEqualTo(7);
  }

  @Test
  void whatTheOperatorDoesNotWantInTheFileIsNotLost() {
    ThresholdFilter warnings = new ThresholdFilter();
    warnings.setLevel("WARN");
    warnings.start();
    appender.addFilter(warnings);
    SpooledLog log = start();

    log(5);
    log.close();

    assertThat(log.lost()).isZero();
  }
}
