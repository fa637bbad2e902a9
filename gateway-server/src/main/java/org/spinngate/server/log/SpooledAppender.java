package org.spinngate.server.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.spinngate.protocol.repeat.Breakdown;

/**
 * Stands in place of an appender that may block, and hands it what is logged by way of its {@link
 * Destination}.
 *
 * <p>Thread-safe; does not block.
 */
final class SpooledAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final Appender<ILoggingEvent> appender;
  private final Destination destination;

  SpooledAppender(Appender<ILoggingEvent> appender, Destination destination) {
    this.appender = appender;
    this.destination = destination;
    setName(appender.getName());
    setContext(appender.getContext());
  }

  /** The one that it stands in for. */
  Appender<ILoggingEvent> appender() {
    return appender;
  }

  boolean leadsTo(Destination place) {
    return destination == place;
  }

  @Override
  protected void append(ILoggingEvent event) {
    // Netty survives everything that a task or a listener throws, and only says so here.
    if (event.getThrowableProxy() instanceof ThrowableProxy thrown) {
      Breakdown.endProcessIf(thrown.getThrowable());
    }
    event.prepareForDeferredProcessing();
    destination.write(appender, event);
  }

  /** Called when the log is configured anew: what waits is still written. */
  @Override
  public void stop() {
    super.stop();
    destination.flush(Destination.PATIENCE);
    appender.stop();
  }
}
