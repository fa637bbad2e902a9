package org.spinngate.server.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.ConfigurationEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;
import org.slf4j.LoggerFactory;

/**
 * Nobody who logs waits for the log, in any configuration of it: every appender gets a {@link
 * SpooledAppender} in its place, also after the log's file was changed and read again.
 *
 * <p>Thread-safe.
 */
public final class SpooledLog implements AutoCloseable {
  private final LoggerContext context;
  private final Map<Object, Destination> destinations = new HashMap<>();
  private long lostBefore;
  private boolean closed;

  /** Puts itself in front of every appender of this process's log. */
  public static SpooledLog ofProcess() {
    return new SpooledLog((LoggerContext) LoggerFactory.getILoggerFactory());
  }

  /** Puts itself in front of every appender of a log. */
  SpooledLog(LoggerContext context) {
    this.context = context;
    context.addConfigurationEventListener(this::configured);
    spool();
  }

  /** How many lines were lost so far. */
  public synchronized long lost() {
    return lostBefore + destinations.values().stream().mapToLong(Destination::lost).sum();
  }

  private void configured(ConfigurationEvent event) {
    if (event.getEventType() == ConfigurationEvent.EventType.CONFIGURATION_ENDED_SUCCESSFULLY) {
      spool();
    }
  }

  private synchronized void spool() {
    if (closed) {
      return;
    }
    lostBefore = lost();
    destinations.values().forEach(former -> former.close(Duration.ZERO));
    destinations.clear();
    IdentityHashMap<Appender<ILoggingEvent>, SpooledAppender> places = new IdentityHashMap<>();
    for (Logger logger : context.getLoggerList()) {
      for (Appender<ILoggingEvent> appender : appenders(logger)) {
        if (!(appender instanceof SpooledAppender)) {
          replace(logger, appender, places.computeIfAbsent(appender, this::inPlaceOf));
        }
      }
    }
  }

  private SpooledAppender inPlaceOf(Appender<ILoggingEvent> appender) {
    Destination destination =
        destinations.computeIfAbsent(
            Destination.key(appender), any -> new Destination(context, appender));
    SpooledAppender place = new SpooledAppender(appender, destination);
    place.start();
    return place;
  }

  private static List<Appender<ILoggingEvent>> appenders(Logger logger) {
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(logger.iteratorForAppenders(), Spliterator.ORDERED),
            false)
        .toList();
  }

  private static void replace(
      Logger logger, Appender<ILoggingEvent> old, Appender<ILoggingEvent> fresh) {
    logger.addAppender(fresh);
    logger.detachAppender(old);
  }

  /**
   * Writes what waits, and from here on nothing stands between who logs and the log, unless that
   * still stands still.
   */
  @Override
  public synchronized void close() {
    closed = true;
    long end = System.nanoTime() + Destination.PATIENCE.toNanos();
    for (Destination destination : destinations.values()) {
      Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
      if (destination.flush(left)) {
        context.getLoggerList().forEach(logger -> uncover(logger, destination));
        destination.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
      }
    }
  }

  private static void uncover(Logger logger, Destination destination) {
    for (Appender<ILoggingEvent> appender : appenders(logger)) {
      if (appender instanceof SpooledAppender spooled && spooled.leadsTo(destination)) {
        replace(logger, spooled, spooled.appender());
      }
    }
  }
}
