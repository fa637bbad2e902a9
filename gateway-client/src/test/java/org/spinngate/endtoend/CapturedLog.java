package org.spinngate.endtoend;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** What the server's operator would read in the log, from the making of this object on. */
final class CapturedLog implements AutoCloseable {
  private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  private final Logger own = (Logger) LoggerFactory.getLogger("org.spinngate");
  private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          event.prepareForDeferredProcessing();
          events.add(event);
        }
      };

  CapturedLog() {
    appender.setContext(root.getLoggerContext());
    appender.start();
    root.addAppender(appender);
    own.setLevel(Level.INFO);
  }

  /** One line for each event: the message and the keys after it. */
  List<String> lines() {
    return lines(events.stream());
  }

  /** The lines of one logger. */
  List<String> lines(String logger) {
    return lines(events.stream().filter(event -> event.getLoggerName().equals(logger)));
  }

  /** The lines that contain this. */
  List<String> linesWith(String text) {
    return lines().stream().filter(line -> line.contains(text)).toList();
  }

  /** Lines with a stack trace below them. */
  List<String> stackTraces() {
    return lines(events.stream().filter(event -> event.getThrowableProxy() != null));
  }

  private static List<String> lines(Stream<ILoggingEvent> chosen) {
    return chosen
        .map(
            event ->
                event.getFormattedMessage()
                    + (event.getKeyValuePairs() == null ? "" : " " + event.getKeyValuePairs()))
        .toList();
  }

  @Override
  public void close() {
    root.detachAppender(appender);
    own.setLevel(null);
    appender.stop();
  }
}
