package org.spinngate.protocol.loss;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * Sends packets again that the peer asks for, from the time on when it is known to ask.
 *
 * <p>Confined to the event loop; makes no objects for a packet beside Netty's pooled ones.
 */
final class Resender {
  /** Who is asked later than this after a packet has left can hardly repair anything in time. */
  private static final long TOO_LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(400);

  /** A path on which nothing leaves any more gives its bytes back after so long. */
  private static final long SWEEP_SECONDS = 1;

  private final EventLoop loop;
  private final Timing timing;
  private final SentPackets sent;
  private final ResendBudget budget = new ResendBudget();
  private final Way way;
  private final Ask.Asked asked = this::resend;
  private final LaterTask sweep = new LaterTask(this::sweep);
  private @Nullable Future<?> sweeping;
  private boolean peerAsks;
  private long now;
  private long resent;
  private boolean measured;
  private long ageWhenAsked;

  /** Where resent packets go. */
  interface Way {
    /** Whether a packet may be sent again now. */
    boolean mayResend(long now);

    /** Sends a packet, whose ownership passes. */
    void resend(ByteBuf packet, long now);
  }

  /**
   * @param held shared with the other paths
   * @param timing the clock, and how old a packet may be that is still of use to the peer
   */
  Resender(EventLoop loop, HeldBytes held, Timing timing, Way way) {
    this.loop = loop;
    this.timing = timing;
    this.sent = new SentPackets(held, timing.repeats().usual().toNanos());
    this.way = way;
  }

  /** From here on packets have another key, whose counters begin here. */
  void begin(int key, long counter) {
    sent.begin(key, counter);
  }

  /**
   * A packet of datagrams leaves for the first time.
   *
   * @param packet stays the caller's
   */
  void sent(long counter, ByteBuf packet, long at) {
    if (peerAsks) {
      budget.sent(packet.readableBytes());
      sent.add(counter, packet, at);
      sweepLater();
    }
  }

  private void sweepLater() {
    if (sweeping == null) {
      sweeping = sweep.in(loop, SWEEP_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void sweep() {
    sweeping = null;
    sent.forgetOld(timing.now());
    if (sent.bytes() > 0) {
      sweepLater();
    }
  }

  /**
   * The peer asks, and gets what it can get. If it asks for nothing, it only says that it will.
   *
   * @param ask what stands after the kind of the frame
   */
  void asked(ByteBuf ask, int bytes, long at) {
    now = at;
    peerAsks = true;
    Ask.read(ask, bytes, asked);
  }

  private boolean resend(int key, long counter) {
    ByteBuf packet = sent.find(key, counter, now);
    if (packet == null) {
      return true;
    }
    measure(sent.age(key, counter, now));
    if (!way.mayResend(now) || !budget.take(packet.readableBytes())) {
      return false;
    }
    resent++;
    way.resend(packet.retainedDuplicate(), now);
    return true;
  }

  private void measure(long age) {
    ageWhenAsked = measured ? ageWhenAsked + (age - ageWhenAsked) / 8 : age;
    measured = true;
  }

  /** Whether what the peer misses can be there in time, as far as is known. */
  boolean repairs() {
    return peerAsks && ageWhenAsked < TOO_LATE_NANOS;
  }

  /** How many packets were sent again. */
  long resent() {
    return resent;
  }

  /** Forgets everything, and takes nothing more. */
  void close() {
    peerAsks = false;
    sent.clear();
    if (sweeping != null) {
      sweeping.cancel(false);
      sweeping = null;
    }
  }
}
