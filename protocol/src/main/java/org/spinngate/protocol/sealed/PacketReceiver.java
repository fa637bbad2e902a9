package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Frame;
import org.spinngate.protocol.TagMark;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.loss.Ask;
import org.spinngate.protocol.loss.MissingPackets;
import org.spinngate.protocol.mtu.SizeFrame;
import org.spinngate.protocol.pace.ArrivalsFrame;
import org.spinngate.protocol.pace.ArrivalsReport;
import org.spinngate.protocol.pace.PacketArrivals;
import org.spinngate.protocol.stream.Lateness;

/**
 * The receiving half of a path: opens packets, each once, and hands on what is in them. SCP
 * datagrams of a packet that is so late that the tools have asked again are dropped, as after
 * {@link org.spinngate.protocol.stream.Freshness}.
 *
 * <p>Confined to the event loop; makes no objects for a packet.
 */
final class PacketReceiver {
  private final PacketFrames frames;
  private final long mostLateMillis;

  /** What is overtaken by so much will not come any more, or is late. */
  private final long giveUpNanos;

  private final long startedAt;
  private final Lateness lateness = new Lateness();
  private final MissingDatagrams numbers = new MissingDatagrams();
  private final PacketCounts counts = new PacketCounts();
  private final PacketArrivals arrivals = new PacketArrivals();
  private final PacketGaps gaps;
  private SealingEnds ends;
  private @Nullable SealingEnds former;
  private boolean newest;
  private boolean asked;
  private boolean probed;
  private boolean stale;
  private int lateMillis;
  private boolean counting;
  private long gaveUpAt;
  private long markedAt;
  private int mark;
  private boolean marked;
  private int firstMark;
  private int waited;

  PacketReceiver(PacketFrames frames, SealingEnds ends, Timing timing) {
    this.frames = frames;
    this.ends = ends;
    this.mostLateMillis = timing.repeats().usual().toMillis();
    this.startedAt = timing.now();
    this.gaveUpAt = startedAt;
    this.giveUpNanos = timing.repeats().usual().multipliedBy(2).toNanos();
    this.gaps = new PacketGaps(new MissingPackets(timing.repeats().usual().toNanos()));
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
    return gaps.open(openerOf(SealedPacket.index(packet)), packet);
  }

  private @Nullable PacketOpener openerOf(int key) {
    if (key == ends.index()) {
      return ends.opener();
    }
    return former != null && key == former.index() ? former.opener() : null;
  }

  /** Counts the packet just opened, and hands on what is in it unless it is a copy or worthless. */
  void read(ByteBuf packet, PacketOpener.Verdict verdict, long now) {
    if (verdict == PacketOpener.Verdict.COPY) {
      counts.copy();
      arrivals.came(packet.readableBytes());
    } else if (verdict != PacketOpener.Verdict.WORTHLESS) {
      counts.packet();
      arrivals.came(packet.readableBytes() + SealedPacket.OVERHEAD_BYTES);
      newest = verdict == PacketOpener.Verdict.NEWEST;
      gaps.came(newest, now);
      stale = true;
      counting = false;
      asked = false;
      probed = false;
      marked = false;
      waited = 0;
      readFrames(packet, now);
      if (newest && marked) {
        lateMillis = arrivals.newest(markedAt, firstMark + waited);
      }
    }
  }

  /** What does not keep to the drawings ends the reading of its packet. */
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
          readCount(packet.readInt(), now);
        }
      }
      case SealedFrame.QUESTION_KIND -> {
        if (whole == SealedFrame.QUESTION_BYTES) {
          readQuestion(packet);
          giveUpMissing(now);
        }
      }
      case SealedFrame.ANSWER_KIND -> {
        if (whole == SealedFrame.ANSWER_BYTES) {
          readAnswer(packet);
          giveUpMissing(now);
        }
      }
      case Ask.KIND -> readAsk(packet, whole - Frame.HEADER_BYTES);
      case SealedFrame.CHALLENGE_KIND, SealedFrame.RESPONSE_KIND -> {
        if (whole == SealedFrame.CHALLENGE_BYTES) {
          readChallenge(kind, packet.readLong());
        }
      }
      default -> readSizes(kind, packet, whole);
    }
  }

  private void readCount(int before, long now) {
    counting = true;
    if (numbers.before(before)) {
      gaps.datagramsMissing(now);
    }
  }

  private void readQuestion(ByteBuf packet) {
    int number = packet.readInt();
    report(packet.readInt(), packet.readInt(), packet.readInt());
    frames.question(number);
  }

  /** One that asks for anything for each packet, since each may cost a search. */
  private void readAsk(ByteBuf packet, int bytes) {
    gaps.peerKeeps();
    if (bytes == 0 || !asked) {
      asked |= bytes > 0;
      frames.asked(packet, bytes);
    }
  }

  /** What is none of these either is of a later version. */
  private void readSizes(int kind, ByteBuf packet, int whole) {
    if (kind == SizeFrame.REPORT_KIND && whole == SizeFrame.REPORT_BYTES) {
      frames.sizes(packet.readUnsignedShort(), packet.readUnsignedShort());
    } else if (kind == SizeFrame.PROBE_KIND && whole >= SizeFrame.PROBE_BYTES && !probed) {
      probed = true;
      counts.probe();
      frames.probe(packet.readUnsignedShort());
    } else if (kind == ArrivalsFrame.KIND && whole == ArrivalsFrame.BYTES) {
      frames.arrivals(ArrivalsReport.read(packet));
    } else if (kind == ArrivalsFrame.WAITED_KIND && whole == ArrivalsFrame.WAITED_BYTES) {
      waited = packet.readUnsignedShort();
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
    counts.datagram();
    if (counting && !numbers.isInTime()) {
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
      int lost = numbers.giveUp();
      if (lost > 0) {
        frames.missing(lost);
      }
    }
  }

  private void readMark(int time, long now) {
    firstMark = marked ? firstMark : time;
    marked = true;
    mark = time;
    markedAt = TimeUnit.NANOSECONDS.toMillis(now - startedAt);
    stale = lateness.of(markedAt, mark) > mostLateMillis;
  }

  private void readAnswer(ByteBuf packet) {
    int number = packet.readInt();
    int packetsThere = packet.readInt();
    int copiesThere = packet.readInt();
    boolean detour = packet.readByte() != 0;
    counts.answer(number);
    report(number, packetsThere, copiesThere);
    frames.answer(number, detour);
  }

  /** Clocks that were halted make everything seem late, so a report may prove the contrary. */
  private void report(int number, int packetsThere, int copiesThere) {
    if (frames.reported(number, packetsThere, copiesThere) && stale) {
      lateness.restart(markedAt, mark);
      arrivals.restart(markedAt, firstMark);
      stale = false;
    }
  }

  /** Whether the peer should have another key. */
  boolean hasOpenedMany() {
    return ends.opener().highest() >= PacketSealer.MANY;
  }

  /** What has arrived. */
  PacketCounts counts() {
    return counts;
  }

  /** What the peer is told of how packets come. */
  PacketArrivals arrivals() {
    return arrivals;
  }

  /** What the peer should be asked for. */
  MissingPackets missing() {
    return gaps.missing();
  }

  /** How much later than usual the newest packet came, without what it waited for at the peer. */
  int lateMillis() {
    return lateMillis;
  }
}
