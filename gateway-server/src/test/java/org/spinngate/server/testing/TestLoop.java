package org.spinngate.server.testing;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.spinngate.server.testing.MemorySocket.Sent;

/**
 * An event loop on the thread of the test whose time stands still until the test moves it, with
 * clocks that go by it.
 */
public final class TestLoop extends Clock {
  /** When the time of every such loop begins. */
  public static final Instant BEGIN = Instant.parse("2026-01-01T14:02:00Z");

  private final MockTicker ticker = Ticker.newMockTicker();
  private final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(ticker).build();

  /** The loop. */
  public EventLoop loop() {
    return channel.eventLoop();
  }

  /** The ticker, for other channels of the same time. */
  public Ticker ticker() {
    return ticker;
  }

  /** A monotonic clock; does not begin at 0, as real ones do not. */
  public long nanoTime() {
    return ticker.nanoTime() - TimeUnit.DAYS.toNanos(1);
  }

  /** Does what is due now. */
  public void run() {
    channel.runPendingTasks();
  }

  /** Lets time pass, a millisecond at a time, and does what falls due. */
  public void pass(Duration time) {
    run();
    for (long millis = time.toMillis(); millis > 0; millis--) {
      ticker.advance(1, TimeUnit.MILLISECONDS);
      run();
    }
  }

  /** Lets time jump, and does what has fallen due meanwhile. */
  public void jump(Duration time) {
    ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
    run();
  }

  /** Between two datagrams. */
  public static Duration gap(Sent before, Sent after) {
    return Duration.ofNanos(after.nanos() - before.nanos());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(instant(), zone);
  }

  @Override
  public Instant instant() {
    return BEGIN.plusNanos(ticker.nanoTime());
  }
}
