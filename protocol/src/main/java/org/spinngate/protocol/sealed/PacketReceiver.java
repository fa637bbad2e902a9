package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Frame;
import org.spinngate.protocol.TagMark;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.stream.Lateness;

/**
 * The receiving half of a path: opens packets, each once, and hands on what is in them. SCP
 * datagrams of a packet that is so late that the tools have asked again are let fall, as behind
 * {@link org.spinngate.protocol.stream.Freshness}.
 *
 * <p>Confined to the event loop; makes no objects for a packet.
 */
final class PacketReceiver {
  private final Frames frames;
  private final long mostLateMillis;

  /** What is overtaken by so much will not come any more, or is late. */
  private final long giveUpNanos;

  private final long startedAt;
  private final Lateness lateness = new Lateness();
  private final MissingDatagrams missing = new MissingDatagrams();
  private SealingEnds ends;
  private @Nullable SealingEnds former;
  private int arrived;
  private int copies;
  private int answered;
  private int arrivedThen;
  private int copiesThen;
  private boolean stale;
  private boolean counting;
  private long gaveUpAt;
  private long markedAt;
  private int mark;

  /** Takes what is in the packets. */
  interface Frames {
    /** A datagram, which it takes over; {@link DataFrame#MARKED} if a mark stands before it. */
    void scp(int flow, ByteBuf datagram);

    /** A datagram has been let fall. */
    void dropped(DropReason reason);

    /** So many datagrams that the peer has sent will never arrive. */
    void missing(int datagrams);

    /** A question of the client. */
    void question(int number);

    /**
     * The peer tells what had arrived there when the frame of this number came.
     *
     * @return whether that left so recently that what brings this is fresh
     */
    boolean reported(int number, int packets, int copies);

    /** An answer of the server. */
    void answer(int number, boolean detour);

    /** The server wants these eight bytes back from where it has sent them to. */
    void challenged(long challenge);

    /** The client repeats these eight bytes. */
    void response(long challenge);
  }

  PacketReceiver(Frames frames, SealingEnds ends, Timing timing) {
    this.frames = frames;
    this.ends = ends;
    this.mostLateMillis = timing.repeats().usual().toMillis();
    this.startedAt = timing.now();
    this.gaveUpAt = startedAt;
    this.giveUpNanos = timing.repeats().usual().multipliedBy(2).toNanos();
  }

  /** From here on packets of these keys are taken, and of those before. */
  void use(SealingEnds next) {
    former = ends;
    ends = next;
  }

  /**
   * Opens a packet; the buffer stays the caller's.
   *
   * @param packet one that {@link SealedPacket#mayBe} one
   */
  PacketOpener.Verdict open(ByteBuf packet) {
    PacketOpener opener = openerOf(SealedPacket.index(packet));
    return opener == null ? PacketOpener.Verdict.WORTHLESS : opener.open(packet);
  }

  /** Counts a packet, and hands on what is in it unless it is a copy or worthless. */
  void read(ByteBuf packet, PacketOpener.Verdict verdict, long now) {
    if (verdict == PacketOpener.Verdict.COPY) {
      copies++;
    } else if (verdict != PacketOpener.Verdict.WORTHLESS) {
      arrived++;
      stale = true;
      counting = false;
      readFrames(packet, now);
    }
  }

  private @Nullable PacketOpener openerOf(int index) {
    if (index == ends.index()) {
      return ends.opener();
    }
    return former != null && index == former.index() ? former.opener() : null;
  }

  /** Whatever does not keep to the drawings ends the reading of its packet. */
  private void readFrames(ByteBuf packet, long now) {
    while (packet.readableBytes() > Frame.LENGTH_BYTES) {
      int length = packet.readUnsignedShort();
      if (length == 0 || length > packet.readableBytes()) {
        return;
      }
      int end = packet.readerIndex() + length;
      readFrame(packet, length, now);
      packet.readerIndex(end);
    }
  }

  private void readFrame(ByteBuf packet, int length, long now) {
    int whole = Frame.LENGTH_BYTES + length;
    int kind = packet.readUnsignedByte();
    switch (kind) {
      case DataFrame.SCP_KIND -> readScp(packet, whole - DataFrame.SCP_HEADER, 0);
      case DataFrame.MARKED_KIND -> readScp(packet, whole - DataFrame.SCP_HEADER, DataFrame.MARKED);
      case DataFrame.TIME_MARK_KIND -> {
        if (whole == DataFrame.TIME_MARK_BYTES) {
          readMark(packet.readInt(), now);
        }
      }
      case SealedFrame.COUNT_KIND -> {
        if (whole == SealedFrame.COUNT_BYTES) {
          counting = true;
          missing.before(packet.readInt());
        }
      }
      case SealedFrame.QUESTION_KIND -> {
        if (whole == SealedFrame.QUESTION_BYTES) {
          int number = packet.readInt();
          report(packet.readInt(), packet.readInt(), packet.readInt());
          frames.question(number);
          giveUpMissing(now);
        }
      }
      case SealedFrame.ANSWER_KIND -> {
        if (whole == SealedFrame.ANSWER_BYTES) {
          readAnswer(packet);
          giveUpMissing(now);
        }
      }
      case SealedFrame.CHALLENGE_KIND, SealedFrame.RESPONSE_KIND -> {
        if (whole == SealedFrame.CHALLENGE_BYTES) {
          readChallenge(kind, packet.readLong());
        }
      }
      default -> {
        // Of a later version.
      }
    }
  }

  private void readChallenge(int kind, long challenge) {
    if (kind == SealedFrame.CHALLENGE_KIND) {
      frames.challenged(challenge);
    } else {
      frames.response(challenge);
    }
  }

  private void readScp(ByteBuf packet, int bytes, int marked) {
    if (bytes < 0) {
      return;
    }
    int flow = packet.readUnsignedShort();
    if (flow == 0) {
      return;
    }
    if (counting && !missing.isInTime()) {
      // It was counted as lost long ago.
      return;
    }
    if (marked != 0 && !TagMark.isOne(packet, bytes)) {
      // No client sends that.
      return;
    }
    if (stale) {
      frames.dropped(DropReason.STALE);
    } else {
      frames.scp(flow | marked, packet.readRetainedSlice(bytes));
    }
  }

  /** With a question or an answer, since they come as long as the path is any good. */
  private void giveUpMissing(long now) {
    if (now - gaveUpAt >= giveUpNanos) {
      gaveUpAt = now;
      int lost = missing.giveUp();
      if (lost > 0) {
        frames.missing(lost);
      }
    }
  }

  private void readMark(int time, long now) {
    mark = time;
    markedAt = TimeUnit.NANOSECONDS.toMillis(now - startedAt);
    stale = lateness.of(markedAt, mark) > mostLateMillis;
  }

  private void readAnswer(ByteBuf packet) {
    int number = packet.readInt();
    int packetsThere = packet.readInt();
    int copiesThere = packet.readInt();
    boolean detour = packet.readByte() != 0;
    if (number - answered > 0) {
      answered = number;
      arrivedThen = arrived;
      copiesThen = copies;
    }
    report(number, packetsThere, copiesThere);
    frames.answer(number, detour);
  }

  /** Clocks that were halted make everything seem late, so a report may prove the contrary. */
  private void report(int number, int packetsThere, int copiesThere) {
    if (frames.reported(number, packetsThere, copiesThere) && stale) {
      lateness.restart(markedAt, mark);
      stale = false;
    }
  }

  /** Whether the peer should have another key. */
  boolean hasOpenedMany() {
    return ends.opener().highest() >= PacketSealer.MANY;
  }

  /** How many packets have arrived, modulo 2^32. */
  int arrived() {
    return arrived;
  }

  /** How many copies of such have arrived, modulo 2^32. */
  int copies() {
    return copies;
  }

  /** The number of the latest answer, 0 for none. */
  int answered() {
    return answered;
  }

  /** How many packets had arrived by then. */
  int arrivedThen() {
    return arrivedThen;
  }

  /** How many copies had. */
  int copiesThen() {
    return copiesThen;
  }
}
