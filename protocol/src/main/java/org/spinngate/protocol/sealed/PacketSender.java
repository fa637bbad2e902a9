package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.loss.Ask;
import org.spinngate.protocol.loss.LossMeter;
import org.spinngate.protocol.loss.Repairs;

/**
 * The sending half of a path. Frames are gathered into packets, which leave at the end of the event
 * loop's current pass: many small datagrams cost one system call and one encryption, and none waits
 * for another that has not yet arrived. Each packet may be sent again a little later.
 *
 * <p>Confined to the event loop. What it makes for a datagram comes from pools.
 */
final class PacketSender {
  /** Less than the shortest question has. */
  static final int CHALLENGE_PACKET_BYTES =
      SealedPacket.HEADER_BYTES
          + DataFrame.TIME_MARK_BYTES
          + SealedFrame.COUNT_BYTES
          + SealedFrame.CHALLENGE_BYTES
          + SealedPacket.TAG_BYTES;

  private final EventLoop loop;
  private final PacketOutlet outlet;
  private final LongSupplier nanoTime;
  private final long startedAt;
  private final Repairs repairs;
  private final SenderQueue queue;
  private final Runnable flushTask = this::flush;
  private PacketSealer sealer;
  private @Nullable ByteBuf gathered;
  private int gatheredDatagrams;
  private int datagrams;
  private boolean flushing;
  private boolean closed;

  PacketSender(
      EventLoop loop, PacketOutlet outlet, Timing timing, PathShare share, PacketSealer sealer) {
    this.loop = loop;
    this.outlet = outlet;
    this.nanoTime = timing.nanoTime();
    this.startedAt = timing.now();
    this.repairs = new Repairs(loop, outlet, share.held(), timing);
    this.queue = new SenderQueue(loop, outlet, share.queues(), timing, flushTask);
    this.sealer = sealer;
    repairs.begin(sealer.index(), sealer.count());
  }

  /** From here on packets are sealed by this one. */
  void use(PacketSealer next) {
    seal();
    sealer = next;
    repairs.begin(next.index(), next.count());
  }

  PacketSealer sealer() {
    return sealer;
  }

  LossMeter meter() {
    return repairs.meter();
  }

  /** Whether a datagram of so many bytes fits a packet at all. */
  static boolean carries(int bytes) {
    return bytes
        <= SealedPacket.ROOM
            - DataFrame.TIME_MARK_BYTES
            - SealedFrame.COUNT_BYTES
            - DataFrame.SCP_HEADER;
  }

  /**
   * Gathers a datagram that it {@link #carries}, or lets it wait while the socket takes no packets;
   * the buffer stays the caller's.
   *
   * @return why it was not taken, or null if it was
   */
  @Nullable DropReason sendScp(int flow, ByteBuf datagram) {
    assert loop.inEventLoop();
    if (closed || !sealer.isFresh()) {
      return DropReason.TUNNEL_FULL;
    }
    if (queue.isNeeded()) {
      flushSoon();
      return queue.add(timeMark(now()), flow, datagram);
    }
    DataFrame.writeScp(roomFor(DataFrame.SCP_HEADER + datagram.readableBytes()), flow, datagram);
    gatheredDatagrams++;
    return null;
  }

  /** A flow ends, and what waits of it falls. */
  void flowEnds(int flow) {
    queue.drop(flow);
  }

  /** Asks the peer, which reports what it has got. */
  void ask(int number, PacketCounts got, long now) {
    if (!closed && outlet.hasRoom()) {
      ByteBuf room = roomFor(SealedFrame.QUESTION_BYTES);
      repairs.meter().left(number, now);
      SealedFrame.writeQuestion(room, number, got.answered(), got.arrivedThen(), got.copiesThen());
    }
  }

  /** The same, and repeats a challenge from the address that this packet leaves from. */
  void ask(int number, PacketCounts got, long now, long challenge) {
    if (!closed && outlet.hasRoom()) {
      ByteBuf room = roomFor(SealedFrame.CHALLENGE_BYTES + SealedFrame.QUESTION_BYTES);
      SealedFrame.writeResponse(room, challenge);
      ask(number, got, now);
    }
  }

  /** Asks for packets that are missing. */
  void ask(Ask ask) {
    if (!closed && outlet.hasRoom()) {
      ask.write(roomFor(ask.bytes()));
    }
  }

  /** Says that the peer may ask for packets. */
  void mayBeAsked() {
    if (!closed && outlet.hasRoom()) {
      Ask.writeEmpty(roomFor(Ask.EMPTY_BYTES));
    }
  }

  /** The peer asks for packets, or says that it may be asked. */
  void asked(ByteBuf ask, int bytes) {
    if (!closed) {
      repairs.asked(ask, bytes);
    }
  }

  /** So many datagrams of the peer have come, modulo 2^32. */
  void heard(int came) {
    repairs.talked(datagrams, came);
  }

  /** How many packets the peer has asked for and got. */
  long resent() {
    return repairs.resent();
  }

  /**
   * A packet of {@link #CHALLENGE_PACKET_BYTES} with nothing but a challenge, which the caller owns
   * and which goes elsewhere than all others; null if the key is worn out.
   */
  @Nullable ByteBuf challenge(long challenge) {
    if (closed || !sealer.isFresh()) {
      return null;
    }
    ByteBuf frames = outlet.allocator().heapBuffer(CHALLENGE_PACKET_BYTES);
    try {
      DataFrame.writeTimeMark(frames, timeMark(now()));
      SealedFrame.writeCount(frames, datagrams);
      SealedFrame.writeChallenge(frames, challenge);
      repairs.meter().sentPacket();
      return sealer.seal(outlet.allocator(), frames);
    } finally {
      frames.release();
    }
  }

  /** Challenges the address that all other packets go to, behind an answer. */
  void challengeAgain(long challenge) {
    if (!closed && outlet.hasRoom()) {
      SealedFrame.writeChallenge(roomFor(SealedFrame.CHALLENGE_BYTES), challenge);
    }
  }

  /** Answers the peer's question with what has arrived. */
  void answer(int number, PacketCounts got, boolean detour, long now) {
    if (!closed && outlet.hasRoom()) {
      ByteBuf room = roomFor(SealedFrame.ANSWER_BYTES);
      repairs.meter().left(number, now);
      SealedFrame.writeAnswer(room, number, got.arrived(), got.copies(), detour);
    }
  }

  private ByteBuf roomFor(int bytes) {
    if (gathered != null && gathered.writableBytes() < bytes) {
      seal();
    }
    ByteBuf room = gathered;
    if (room == null) {
      room = begin(timeMark(now()));
      flushSoon();
    }
    return room;
  }

  private ByteBuf begin(int mark) {
    ByteBuf room = outlet.allocator().heapBuffer(SealedPacket.ROOM, SealedPacket.ROOM);
    gathered = room;
    DataFrame.writeTimeMark(room, mark);
    SealedFrame.writeCount(room, datagrams);
    return room;
  }

  /** Behind the socket events of this pass, so that all its datagrams share packets. */
  private void flushSoon() {
    if (!flushing) {
      flushing = true;
      loop.execute(flushTask);
    }
  }

  private void flush() {
    flushing = false;
    if (!closed) {
      drain();
    }
    seal();
    if (!closed) {
      outlet.flush();
    }
  }

  /** Lets leave what waits, as long as the socket takes packets and nobody else is kept waiting. */
  private void drain() {
    queue.dropStale(timeMark(now()));
    int left = SenderQueue.MOST_AT_ONCE;
    while (!queue.isEmpty() && left > 0 && queue.hasRoom()) {
      seal();
      int mark = queue.firstTime();
      ByteBuf room = begin(mark);
      gatheredDatagrams += queue.moveTo(mark, room);
      left -= room.readableBytes();
    }
  }

  private void seal() {
    ByteBuf frames = gathered;
    if (frames == null) {
      return;
    }
    gathered = null;
    try {
      if (sealer.isFresh() && queue.hasRoom()) {
        send(sealer.seal(outlet.allocator(), frames));
        datagrams += gatheredDatagrams;
      } else {
        unsent(DropReason.TUNNEL_FULL, frames);
      }
    } finally {
      gatheredDatagrams = 0;
      frames.release();
    }
  }

  private void unsent(DropReason reason, ByteBuf frames) {
    if (gatheredDatagrams > 0) {
      outlet.unsent(Unsent.of(reason, frames));
    }
  }

  private void send(ByteBuf packet) {
    repairs.sent(packet, sealer.count() - 1, gatheredDatagrams > 0);
    outlet.write(packet);
  }

  private long now() {
    return nanoTime.getAsLong();
  }

  /** The time mark of a moment of the monotonic clock. */
  int timeMark(long now) {
    return (int) TimeUnit.NANOSECONDS.toMillis(now - startedAt);
  }

  /** Sends nothing any more. */
  void close() {
    closed = true;
    repairs.close();
    queue.end();
    if (gathered != null) {
      unsent(DropReason.TUNNEL_DOWN, gathered);
      gathered.release();
      gathered = null;
      gatheredDatagrams = 0;
    }
  }
}
