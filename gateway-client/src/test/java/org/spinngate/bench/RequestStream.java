package org.spinngate.bench;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Requests at an even rate, spread over sessions in turn, also if those before them are not
 * answered.
 *
 * <p>Confined to the event loop of the sessions.
 */
final class RequestStream {
  private static final long TICK_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  private final EventLoop loop;
  private final List<LightSession> sessions;
  private final double perNano;
  private long begunAt;
  private long endedAt;
  private long asked;
  private @Nullable Future<?> ticking;

  /**
   * @param perSecond of all sessions together
   */
  RequestStream(EventLoop loop, List<LightSession> sessions, int perSecond) {
    this.loop = loop;
    this.sessions = sessions;
    this.perNano = perSecond / (double) TimeUnit.SECONDS.toNanos(1);
  }

  void start() {
    begunAt = System.nanoTime();
    ticking = loop.scheduleAtFixedRate(this::tick, TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS);
  }

  private void tick() {
    long due = (long) ((System.nanoTime() - begunAt) * perNano);
    for (; asked < due; asked++) {
      sessions.get((int) (asked % sessions.size())).ask();
    }
  }

  void stop() {
    if (ticking != null) {
      ticking.cancel(false);
    }
    endedAt = System.nanoTime();
  }

  /** For how long it ran. */
  double seconds() {
    return (endedAt - begunAt) / (double) TimeUnit.SECONDS.toNanos(1);
  }

  long asked() {
    return asked;
  }
}
