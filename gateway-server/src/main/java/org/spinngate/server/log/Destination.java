package org.spinngate.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.spinngate.protocol.spool.Spool;

/**
 * One place that lines of the log go to, by one or more appenders: the console or a file. Each kind
 * of line has its own room, so that a flood of one cannot push another out.
 *
 * <p>Thread-safe.
 */
final class Destination implements Spool.Output<Destination.Line> {
  /** How long the end of the process, or of a configuration, waits for the last lines. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final String AUDIT = "org.spinngate.audit";
  private static final String TABLE = "org.spinngate.table";
  private static final int MOST_LINES = 4096;

  /** Each may have ten thousand rows. */
  private static final int MOST_TABLES = 4;

  /** An event, and who writes it. */
  record Line(Appender<ILoggingEvent> appender, ILoggingEvent event) {}

  private final LoggerContext context;
  private final Appender<ILoggingEvent> teller;
  private final Spool<Line> spool;
  private final AtomicLong refused = new AtomicLong();
  private final Spool<Line>.Share audit;
  private final Spool<Line>.Share tables;
  private final Spool<Line>.Share others;
  private long untold; // only on the spool's thread

  /**
   * @param teller writes how many lines were lost
   */
  Destination(LoggerContext context, Appender<ILoggingEvent> teller) {
    this.context = context;
    this.teller = teller;
    this.spool = new Spool<>("log-" + teller.getName(), this);
    this.audit = spool.share(MOST_LINES);
    this.tables = spool.share(MOST_TABLES);
    this.others = spool.share(MOST_LINES);
  }

  /** What tells places apart: all appenders of one console share it. */
  static Object key(Appender<ILoggingEvent> appender) {
    return appender instanceof ConsoleAppender<ILoggingEvent> console
        ? console.getTarget()
        : appender;
  }

  void write(Appender<ILoggingEvent> appender, ILoggingEvent event) {
    share(event.getLoggerName()).offer(new Line(appender, event), 1);
  }

  private Spool<Line>.Share share(String logger) {
    return switch (logger) {
      case AUDIT -> audit;
      case TABLE -> tables;
      default -> others;
    };
  }

  @Override
  public void put(Line line) {
    if (FullDisk.takes(line.appender, line.event)) {
      tellOfRefused();
    } else {
      refused.incrementAndGet();
      untold++;
    }
  }

  private void tellOfRefused() {
    long count = untold;
    untold = 0;
    if (count > 0) {
      lost(count);
    }
  }

  @Override
  public void lost(long count) {
    teller.doAppend(
        new LoggingEvent(
            Destination.class.getName(),
            context.getLogger(Destination.class),
            Level.WARN,
            "{} log lines were lost while {} {}",
            null,
            new Object[] {Long.valueOf(count), words(), fate()}));
  }

  private String fate() {
    return teller instanceof FileAppender ? "could not be written" : "stood still";
  }

  private String words() {
    if (teller instanceof ConsoleAppender<ILoggingEvent> console) {
      boolean error = console.getTarget().endsWith("err");
      return "the reader of standard " + (error ? "error" : "output");
    }
    return teller instanceof FileAppender<ILoggingEvent> file ? file.getFile() : teller.getName();
  }

  long lost() {
    return spool.lost() + refused.get();
  }

  boolean flush(Duration most) {
    return spool.flush(most);
  }

  boolean close(Duration most) {
    return spool.close(most);
  }
}
