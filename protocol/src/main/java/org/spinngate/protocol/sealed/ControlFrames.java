package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.loss.Ask;
import org.spinngate.protocol.mtu.SizeFrame;
import org.spinngate.protocol.pace.ArrivalsFrame;
import org.spinngate.protocol.pace.PacketArrivals;

/**
 * What the two ends of a path say to each other, beside the datagrams and in the same packets.
 * While the socket takes no packets, nothing is said.
 *
 * <p>Confined to the event loop.
 */
final class ControlFrames {
  private final PacketSender sender;

  ControlFrames(PacketSender sender) {
    this.sender = sender;
  }

  /** Asks the peer, which reports what it has got. */
  void ask(int number, PacketCounts got, long now) {
    if (sender.takesFrames()) {
      ByteBuf room = sender.roomFor(SealedFrame.QUESTION_BYTES);
      sender.meter().left(number, now);
      SealedFrame.writeQuestion(room, number, got.answered(), got.arrivedThen(), got.copiesThen());
    }
  }

  /** The same, and repeats a challenge from the address that this packet leaves from. */
  void ask(int number, PacketCounts got, long now, long challenge) {
    if (sender.takesFrames()) {
      int both = SealedFrame.CHALLENGE_BYTES + SealedFrame.QUESTION_BYTES;
      SealedFrame.writeResponse(sender.roomFor(both), challenge);
      ask(number, got, now);
    }
  }

  /** Answers the peer's question with what has arrived. */
  void answer(int number, PacketCounts got, boolean detour, long now) {
    if (sender.takesFrames()) {
      ByteBuf room = sender.roomFor(SealedFrame.ANSWER_BYTES);
      sender.meter().left(number, now);
      SealedFrame.writeAnswer(room, number, got.arrived(), got.copies(), detour);
    }
  }

  /** Asks for packets that are missing. */
  void ask(Ask ask) {
    if (sender.takesFrames()) {
      ask.write(sender.roomFor(ask.bytes()));
    }
  }

  /** Says that the peer may ask for packets. */
  void mayBeAsked() {
    if (sender.takesFrames()) {
      Ask.writeEmpty(sender.roomFor(Ask.EMPTY_BYTES));
    }
  }

  /** Says how long packets may be, and which probe came last; 0 for none. */
  void sizes(int probe) {
    if (sender.takesFrames()) {
      SizeFrame.writeReport(sender.roomFor(SizeFrame.REPORT_BYTES), probe);
    }
  }

  /** Says how what the peer sends arrives, if anything has come since the last time. */
  void arrivals(PacketArrivals arrivals, long now) {
    if (arrivals.any() && sender.takesFrames()) {
      arrivals.write(sender.roomFor(ArrivalsFrame.BYTES), TimeUnit.NANOSECONDS.toMillis(now));
    }
  }

  /** Challenges the address that all other packets go to, after an answer. */
  void challengeAgain(long challenge) {
    if (sender.takesFrames()) {
      SealedFrame.writeChallenge(sender.roomFor(SealedFrame.CHALLENGE_BYTES), challenge);
    }
  }
}
