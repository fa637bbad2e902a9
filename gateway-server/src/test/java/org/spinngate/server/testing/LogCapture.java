package org.spinngate.server.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What is logged to one logger and those below it, from any thread, until it is closed. Until then
 * the logger says what is of the level INFO, too, whichever program's configuration holds: the
 * tests of the server may run where the client's does, which is silent.
 */
public final class LogCapture implements AutoCloseable {
  /** The logger above all others. */
  public static final String EVERYTHING = org.slf4j.Logger.ROOT_LOGGER_NAME;

  private final Logger logger;
  private final @Nullable Level before;
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          events.add(event);
        }
      };

  /** Starts to listen. */
  public LogCapture(String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
    before = logger.getLevel();
    if (!logger.isInfoEnabled()) {
      logger.setLevel(Level.INFO);
    }
    appender.setContext(logger.getLoggerContext());
    appender.start();
    logger.addAppender(appender);
  }

  /** The messages, without level and keys. */
  public List<String> lines() {
    return events.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  /** The messages that contain these words. */
  public List<String> lines(String words) {
    return lines().stream().filter(line -> line.contains(words)).toList();
  }

  /** Everything that was logged. */
  public List<ILoggingEvent> events() {
    return List.copyOf(events);
  }

  /** The value of one key of the last event, or nothing at all if that has no such key. */
  public String lastValue(String key) {
    return events.get(events.size() - 1).getKeyValuePairs().stream()
        .filter(pair -> pair.key.equals(key))
        .map(pair -> String.valueOf(pair.value))
        .findFirst()
        .orElse("");
  }

  /** How many events had a stack trace. */
  public long stackTraces() {
    return events.stream().filter(event -> event.getThrowableProxy() != null).count();
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    appender.stop();
    logger.setLevel(before);
  }
}
