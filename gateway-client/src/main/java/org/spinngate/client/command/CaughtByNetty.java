package org.spinngate.client.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.spinngate.protocol.repeat.Breakdown;

/**
 * Netty survives all that a task or a listener throws, and only says so to the log, at levels that
 * nobody sees. What no process survives ends this one there.
 */
final class CaughtByNetty extends TurboFilter {
  private static final String NETTY = "io.netty.";

  @Override
  public FilterReply decide(
      @Nullable Marker marker,
      Logger logger,
      Level level,
      @Nullable String format,
      Object @Nullable [] parameters,
      @Nullable Throwable fault) {
    if (logger.getName().startsWith(NETTY)) {
      Breakdown.endProcessIf(fault);
      if (parameters != null
          && parameters.length > 0
          && parameters[parameters.length - 1] instanceof Throwable last) {
        Breakdown.endProcessIf(last);
      }
    }
    return FilterReply.NEUTRAL;
  }
}
