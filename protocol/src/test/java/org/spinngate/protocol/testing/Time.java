package org.spinngate.protocol.testing;

import io.netty.channel.EventLoop;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.TimeUnit;

/**
 * An event loop on the thread of the test, whose time and clock stand still until they are moved.
 */
public final class Time implements AutoCloseable {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final long began;
  private long nanos;

  private Time(long began) {
    this.began = began;
    nanos = began;
    channel.freezeTime();
  }

  /** The clock overflows within most tests, as a monotonic clock may. */
  public static Time overflowing() {
    return new Time(Long.MAX_VALUE - 100_000_000L);
  }

  public EventLoop loop() {
    return channel.eventLoop();
  }

  /** The clock. */
  public long nanos() {
    return nanos;
  }

  /** Milliseconds since the test began. */
  public long millis() {
    return TimeUnit.NANOSECONDS.toMillis(nanos - began);
  }

  /** Does what is due now. */
  public void run() {
    channel.runPendingTasks();
  }

  /** Lets time pass, a millisecond at a time, and does what falls due. */
  public void pass(long millis) {
    for (long left = millis; left > 0; left--) {
      nanos += TimeUnit.MILLISECONDS.toNanos(1);
      channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
      run();
    }
  }

  /** Whether nothing is to be done at any time. */
  public boolean isIdle() {
    run();
    return channel.runScheduledPendingTasks() == -1;
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }
}
