package org.spinngate.protocol.stream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Pong;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.ByteScript;

/** A heartbeat with the times that servers have by default, in a time that the test moves. */
final class HeartbeatBench implements AutoCloseable {
  static final Duration INTERVAL = Duration.ofSeconds(10);
  static final Duration DEADLINE = Duration.ofSeconds(25);

  /** The clock overflows within most tests, as a monotonic clock may. */
  static final long START = Long.MAX_VALUE - 1_000_000_000L;

  private final AtomicLong now = new AtomicLong(START);
  private final List<Object> events = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Heartbeat heartbeat;

  private HeartbeatBench(Function<Timing, Heartbeat> maker) {
    heartbeat = maker.apply(Timing.of(now::get));
    channel.freezeTime();
    channel.pipeline().addLast(heartbeat, new EventKeeper());
  }

  static HeartbeatBench of(Function<Timing, Heartbeat> maker) {
    return new HeartbeatBench(maker);
  }

  static HeartbeatBench client() {
    return of(timing -> Heartbeat.ofClient(INTERVAL, DEADLINE, timing));
  }

  static HeartbeatBench server() {
    return of(timing -> Heartbeat.ofServer(INTERVAL, DEADLINE, timing));
  }

  /** Adds what drops late datagrams, after the heartbeat. */
  HeartbeatBench guarded() {
    Freshness.guard(channel.pipeline().context(EventKeeper.class));
    return this;
  }

  /** Milliseconds since the test began. */
  long millis() {
    return TimeUnit.NANOSECONDS.toMillis(now.get() - START);
  }

  EmbeddedChannel channel() {
    return channel;
  }

  Heartbeat heartbeat() {
    return heartbeat;
  }

  /** What went up the pipeline so far. */
  List<Object> events() {
    return events;
  }

  /**
   * When something was asked since the last call, in milliseconds of the test; forgets the rest.
   */
  List<Long> questions() {
    List<Long> asked = new ArrayList<>();
    for (Object next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      if (next instanceof Ping ping) {
        asked.add(TimeUnit.NANOSECONDS.toMillis(ping.stamp() - START));
      }
    }
    return asked;
  }

  /** Answers every open question. */
  void answer() {
    for (Object next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
      if (next instanceof Ping ping) {
        hear(new Pong(ping.stamp()));
      }
    }
  }

  void hear(Object message) {
    channel.writeInbound(message);
  }

  void hearData() {
    hear(ByteScript.bytes().u8(0x80).u16(1).text("scp").toBuffer());
    channel.releaseInbound();
  }

  /** Lets time pass, a millisecond at a time. */
  void pass(long millis) {
    for (long left = millis; left > 0; left--) {
      jump(1);
    }
  }

  /** Lets time pass with a peer that answers every question after so many milliseconds. */
  void passAnswered(long millis, long roundTrip) {
    for (long left = millis; left > 0; left -= roundTrip) {
      pass(roundTrip);
      answer();
    }
  }

  /** Lets time pass while this program stands still. */
  void jump(long millis) {
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    channel.runScheduledPendingTasks();
  }

  /** Lets time pass while this program stands still, up to the moment before it does anything. */
  void standStill(long millis) {
    now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }

  private final class EventKeeper extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      events.add(event);
    }
  }
}
