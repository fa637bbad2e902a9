package org.spinngate.protocol.loss;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.pace.LinePace;

/**
 * Sends packets more than once where that helps: copies before anybody asks ({@link Copies}), and
 * resent packets when the peer does ({@link Resender}). {@link Redundancy} decides.
 *
 * <p>Confined to the event loop. What it makes for a packet comes from Netty's pools.
 */
public final class Repairs implements Copies.Way, Resender.Way {
  private final EventLoop loop;
  private final Timing timing;
  private final Line line;
  private final LinePace pace;
  private final Redundancy redundancy = new Redundancy();
  private final LossMeter meter = new LossMeter(redundancy);
  private final Resender resender;
  private @Nullable Copies copies;

  /**
   * @param line where packets leave
   * @param held shared with the other paths
   * @param timing the clock, and how old a packet may be that is still of use
   * @param pace how fast packets may leave
   */
  public Repairs(EventLoop loop, Line line, HeldBytes held, Timing timing, LinePace pace) {
    this.loop = loop;
    this.timing = timing;
    this.line = line;
    this.pace = pace;
    this.resender = new Resender(loop, held, timing, this);
  }

  /** What is known of the line's losses. */
  public LossMeter meter() {
    return meter;
  }

  /** From here on packets have another key, whose counters begin here. */
  public void begin(int key, long counter) {
    resender.begin(key, counter);
  }

  /**
   * A packet leaves for the first time.
   *
   * @param packet stays the caller's
   * @param datagrams whether it carries any; nobody asks for others
   */
  public void sent(ByteBuf packet, long counter, boolean datagrams) {
    long now = now();
    pace.sent(packet.readableBytes(), now);
    int times = redundancy.copiesOf(packet.readableBytes(), now);
    if (times > 0) {
      copies().add(packet, times, now);
    }
    if (datagrams) {
      resender.sent(counter, packet, now);
    }
    meter.sentPacket();
  }

  private Copies copies() {
    Copies kept = copies;
    if (kept == null) {
      kept = new Copies(loop, this);
      copies = kept;
    }
    return kept;
  }

  /**
   * The peer asks for packets, or says that it may be asked.
   *
   * @param ask what stands after the kind of the frame
   */
  public void asked(ByteBuf ask, int bytes) {
    long before = resender.resent();
    resender.asked(ask, bytes, now());
    if (resender.resent() != before) {
      line.flush();
    }
  }

  /**
   * Looks which way the datagrams go.
   *
   * @param left how many have left, modulo 2^32
   * @param came how many have come, modulo 2^32
   */
  public void talked(int left, int came) {
    redundancy.talked(left, came, resender.repairs(), now());
  }

  /** How many packets were sent again because the peer asked. */
  public long resent() {
    return resender.resent();
  }

  @Override
  public void sendAgain(ByteBuf packet, long now) {
    if (line.hasRoom() && redundancy.mayCopy(now) && pace.mayLeave(now)) {
      redundancy.pay(packet.readableBytes(), now);
      pace.sent(packet.readableBytes(), now);
      meter.sentCopy();
      line.write(packet);
    } else {
      packet.release();
    }
  }

  @Override
  public void sentAgain() {
    line.flush();
  }

  @Override
  public boolean mayResend(long now) {
    return line.hasRoom() && redundancy.mayResend(now) && pace.mayLeaveAgain(now);
  }

  @Override
  public void resend(ByteBuf packet, long now) {
    redundancy.pay(packet.readableBytes(), now);
    pace.sent(packet.readableBytes(), now);
    meter.resent();
    line.write(packet);
  }

  @Override
  public long now() {
    return timing.now();
  }

  /** Sends nothing any more. */
  public void close() {
    resender.close();
    if (copies != null) {
      copies.clear();
    }
  }
}
