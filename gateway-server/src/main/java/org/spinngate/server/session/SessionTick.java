package org.spinngate.server.session;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.repeat.RepeatedTask;
import org.spinngate.server.usage.Traffic;

/**
 * What a session looks at once a second: whether a datagram has moved, whether its time has come,
 * and the row that others see of it.
 *
 * <p>Confined to the session's event loop, apart from {@link #row()} and {@link #idle()}.
 */
final class SessionTick {
  private static final Duration TICK = Duration.ofSeconds(1);

  /**
   * Sessions tick together, so that ten thousand wake a loop a hundred times a second and no more.
   * Those of a whole second, or a tenth of one, would hold up datagrams for milliseconds.
   */
  private static final long TOGETHER_MILLIS = 10;

  private final TimeLimits limits;
  private final Traffic traffic;
  private final LongSupplier nanoTime;
  private final Supplier<SessionRow> look;
  private final Metering metering;
  private long movedThen;
  private volatile SessionRow row;
  private @Nullable RepeatedTask ticking;

  /**
   * @param look makes a row of this moment
   * @param metering is told what is new in each row
   */
  SessionTick(
      TimeLimits limits,
      Traffic traffic,
      LongSupplier nanoTime,
      Supplier<SessionRow> look,
      Metering metering) {
    this.limits = limits;
    this.traffic = traffic;
    this.nanoTime = nanoTime;
    this.look = look;
    this.metering = metering;
    this.row = look.get();
  }

  /**
   * Begins to tick.
   *
   * @param tick what to do once a second, on the loop
   * @param faults told of what goes wrong in it
   */
  void start(EventLoop loop, Runnable tick, Consumer<Throwable> faults) {
    long now = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong());
    Duration first = TICK.minusMillis(Math.floorMod(now, TOGETHER_MILLIS));
    ticking = RepeatedTask.start(loop, first, TICK, tick, faults);
  }

  void stop() {
    if (ticking != null) {
      ticking.cancel();
    }
  }

  /**
   * Looks at the counters; {@link #warning} and {@link #reached} use what it saw.
   *
   * @param wanted whether somebody waits for the board
   */
  void beat(int flows, long roundTripNanos, boolean wanted) {
    long now = nanoTime.getAsLong();
    limits.moved(traffic.moved(), now);
    limits.wanted(wanted, now);
    if (traffic.moved() != movedThen || !row.shows(flows, roundTripNanos)) {
      refresh();
    }
  }

  /** A line for the user, once for each limit that comes near. */
  Optional<String> warning() {
    return limits.warning(nanoTime.getAsLong());
  }

  /** The cause to end the session for, if its time has come. */
  Optional<CloseCause> reached() {
    return limits.reached(nanoTime.getAsLong());
  }

  /** Makes the row anew. */
  SessionRow refresh() {
    SessionRow now = look.get();
    movedThen = traffic.moved();
    metering.passed(row, now);
    row = now;
    return now;
  }

  /** The latest row, at most a second old. Any thread. */
  SessionRow row() {
    return row;
  }

  /** For how long no datagram has passed, to the second. Any thread. */
  Duration idle() {
    return limits.idle(nanoTime.getAsLong());
  }
}
