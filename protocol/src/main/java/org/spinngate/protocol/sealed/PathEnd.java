package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.loss.LossMeter;
import org.spinngate.protocol.pace.ArrivalsReport;

/**
 * What both ends of a path have: a half that sends, a half that receives, and what asks for missing
 * packets. Confined to the event loop.
 */
final class PathEnd {
  private final PacketSender sender;
  private final ControlFrames control;
  private final PacketReceiver receiver;
  private final Asking asking;
  private final long freshNanos;
  private final LongSupplier nanoTime;
  private int probeCame;

  /**
   * Made of a half each.
   *
   * @param mayCarry whether the peer may be asked for anything, and sent what has waited
   */
  PathEnd(
      EventLoop loop,
      Timing timing,
      PacketSender sender,
      PacketReceiver receiver,
      BooleanSupplier mayCarry) {
    this.sender = sender;
    this.receiver = receiver;
    this.control = new ControlFrames(sender);
    this.nanoTime = timing.nanoTime();
    this.asking = new Asking(loop, nanoTime, control, receiver, mayCarry);
    sender.queue().letLeaveWhile(mayCarry);
    this.freshNanos = timing.repeats().usual().toNanos();
  }

  /** Reads a packet that was opened; the buffer stays the caller's. */
  void read(ByteBuf packet, PacketOpener.Verdict verdict, long now) {
    receiver.read(packet, verdict, now);
    asking.look(now);
  }

  /**
   * The peer tells what had arrived there when the frame of this number came.
   *
   * @return whether that left so recently that what brings this is fresh
   */
  boolean reported(int number, int packets, int copies, long now) {
    sender.heard(receiver.counts().datagrams());
    long age = sender.meter().reported(number, packets, copies, now);
    return age >= 0 && age <= freshNanos;
  }

  /** Writes what is not a datagram. */
  ControlFrames control() {
    return control;
  }

  /** What is said with each question and each answer; and who searches goes on. */
  void offer() {
    control.mayBeAsked();
    control.sizes(probeCame);
    control.arrivals(receiver.arrivals(), nanoTime.getAsLong());
    sender.probe();
  }

  /** The path is used from here on, or not any more. */
  void use(boolean now) {
    sender.size().use(now);
    if (!now) {
      sender.queue().pace().rest();
    }
    sender.probe();
  }

  /** The peer takes packets of so many bytes, and this probe was the last that came there. */
  void sizes(int most, int probe) {
    sender.size().offered(most);
    sender.size().came(probe, nanoTime.getAsLong());
    sender.probe();
  }

  /** The peer tells how what was sent arrives. */
  void arrivals(ArrivalsReport report) {
    sender.queue().pace().arrived(report, nanoTime.getAsLong());
  }

  /** A probe of the peer has come, which wants to know. */
  void probe(int number) {
    probeCame = number;
    control.sizes(number);
  }

  /** How the path goes. */
  PathReport report(long roundTripNanos) {
    LossMeter meter = sender.meter();
    return new PathReport(
        Carrier.UDP,
        roundTripNanos,
        meter.lossPerMillion(),
        meter.copies(),
        meter.saved(),
        receiver.missing().counts(sender.resent()),
        sender.size().bytes(),
        sender.queue().pace().bytesPerSecond());
  }

  /** Neither sends nor asks anything any more. */
  void close() {
    asking.close();
    sender.close();
  }
}
