package org.spinngate.protocol.stream;

import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * Sends a little something after the last datagram of a burst, so that TCP notices its loss.
 *
 * <p>TCP learns that a segment was lost from the acknowledgement of one that was sent later (RFC
 * 8985). After the last one nothing comes: the applications wait for the very replies that are held
 * up, and TCP waits for a time-out of 200 ms and more. So while the line loses segments, a probe
 * follows a quarter of a round trip after the last datagram, and more of them at growing distances
 * in case that what is sent again is lost as well:
 *
 * <pre>
 *  datagrams ─ ¼ ─ probe ─── ½ ─── probe ────── 1 ────── probe ─ … 2 … ─ probe ─ … 4 … ─ probe
 * </pre>
 *
 * <p>Near peers and clean lines need none. Confined to the event loop.
 */
final class TailProbe {
  /** A peer that is farther away than this is worth a probe. */
  static final long FAR_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private static final int MOST = 5;

  private final EventLoop loop;
  private final Heartbeat heartbeat;
  private final Losses losses;
  private final Runnable probe;
  private final LaterTask looks = new LaterTask(this::look);
  private @Nullable Future<?> looking;
  private long sentAt;
  private int sent;

  /**
   * @param heartbeat knows the time and the round trip
   * @param probe sends one, if it makes sense
   */
  TailProbe(EventLoop loop, Heartbeat heartbeat, Losses losses, Runnable probe) {
    this.loop = loop;
    this.heartbeat = heartbeat;
    this.losses = losses;
    this.probe = probe;
  }

  /** Datagrams have left: the probes before them are done with, others may follow. */
  void follow() {
    assert loop.inEventLoop();
    sentAt = heartbeat.now();
    sent = 0;
    if (looking == null && isWorthwhile()) {
      schedule(pause());
    }
  }

  private boolean isWorthwhile() {
    return heartbeat.roundTripNanos() >= FAR_NANOS && losses.recent(sentAt);
  }

  private long pause() {
    return (heartbeat.roundTripNanos() / 4) << sent;
  }

  private void schedule(long nanos) {
    looking = looks.in(loop, nanos, TimeUnit.NANOSECONDS);
  }

  private void look() {
    // Should this throw, the next datagram begins anew.
    looking = null;
    long now = heartbeat.now();
    long early = sentAt + pause() - now;
    if (early > 0) {
      schedule(early);
      return;
    }
    probe.run();
    sentAt = now;
    sent++;
    if (sent < MOST) {
      schedule(pause());
    }
  }

  /** The connection has ended. */
  void stop() {
    if (looking != null) {
      looking.cancel(false);
    }
  }
}
