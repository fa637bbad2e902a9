package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.loss.LossMeter;
import org.spinngate.protocol.loss.Repairs;
import org.spinngate.protocol.mtu.PacketSize;
import org.spinngate.protocol.mtu.SizeFrame;

/**
 * The sending half of a path. Frames are gathered into packets, which leave at the end of the event
 * loop's current pass: many small datagrams cost one system call and one encryption, and none waits
 * for another that has not yet arrived. Each packet may be sent again a little later.
 *
 * <p>Confined to the event loop. What it makes for a datagram comes from pools.
 */
final class PacketSender {
  /** Less than the shortest question has. */
  static final int CHALLENGE_PACKET_BYTES = LonePacket.OVERHEAD_BYTES + SealedFrame.CHALLENGE_BYTES;

  private final EventLoop loop;
  private final PacketOutlet outlet;
  private final PacketSize size;
  private final LongSupplier nanoTime;
  private final SenderQueue queue;
  private final Repairs repairs;
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
    this.size = new PacketSize(outlet::longestPacket);
    this.nanoTime = timing.nanoTime();
    this.queue = new SenderQueue(loop, outlet, share.queues(), timing, flushTask);
    this.repairs = new Repairs(loop, outlet, share.held(), timing, queue.pace());
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

  /** Whether a datagram of so many bytes fits a packet now. */
  boolean carries(int bytes) {
    int packet = LonePacket.ofDatagram(bytes);
    if (packet <= PacketSize.LEAST) {
      return true;
    }
    if (packet > PacketSize.BASE) {
      longWanted();
    }
    // What waits must still fit if the path carries less by then.
    return packet <= size.limit(now()) && (packet <= PacketSize.BASE || !queue.isNeeded());
  }

  /** Asks the path at the end of this pass. */
  private void longWanted() {
    size.want();
    flushSoon();
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

  /** The peer asks for packets, or says that it may be asked. */
  void asked(ByteBuf ask, int bytes) {
    if (!closed) {
      repairs.asked(ask, bytes);
    }
  }

  /** What waits, and how fast it may leave. */
  SenderQueue queue() {
    return queue;
  }

  /** How long packets may be. */
  PacketSize size() {
    return size;
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
    ByteBuf frames = lone(CHALLENGE_PACKET_BYTES);
    SealedFrame.writeChallenge(frames, challenge);
    repairs.meter().sentPacket();
    return LonePacket.seal(sealer, outlet.allocator(), frames);
  }

  /** Sends a probe if one is due, which is neither gathered nor copied nor counted. */
  void probe() {
    long now = now();
    int bytes = size.due(now);
    if (bytes > 0 && takesFrames() && sealer.isFresh()) {
      ByteBuf frames = lone(bytes);
      SizeFrame.writeProbe(frames, size.left(bytes, now), bytes - LonePacket.OVERHEAD_BYTES);
      outlet.write(LonePacket.seal(sealer, outlet.allocator(), frames));
      flushSoon();
    }
  }

  private ByteBuf lone(int bytes) {
    return LonePacket.begin(outlet.allocator(), bytes, timeMark(now()), datagrams);
  }

  /** Whether frames can leave that are worth nothing later. */
  boolean takesFrames() {
    return !closed && outlet.hasRoom();
  }

  /**
   * Room in the packet of this pass, or in another one.
   *
   * @param bytes of a frame
   */
  ByteBuf roomFor(int bytes) {
    if (gathered != null && gathered.writableBytes() < bytes) {
      size.want();
      seal();
    }
    ByteBuf room = gathered;
    if (room == null) {
      long now = now();
      room = begin(timeMark(now), Math.max(size.limit(now), LonePacket.OVERHEAD_BYTES + bytes));
      flushSoon();
    }
    return room;
  }

  /**
   * Begins a packet.
   *
   * @param most how many bytes it may have in the end
   */
  private ByteBuf begin(int mark, int most) {
    int capacity = most - SealedPacket.OVERHEAD_BYTES;
    ByteBuf room = outlet.allocator().heapBuffer(capacity, capacity);
    gathered = room;
    DataFrame.writeTimeMark(room, mark);
    SealedFrame.writeCount(room, datagrams);
    return room;
  }

  /** After the socket events of this pass, so that all its datagrams share packets. */
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
      if (size.isWanted()) {
        probe();
      }
      outlet.flush();
    }
  }

  /** Lets leave what waits, as long as the socket takes packets and nobody else is kept waiting. */
  private void drain() {
    queue.dropStale(timeMark(now()));
    int left = SenderQueue.MOST_AT_ONCE;
    while (left > 0 && queue.mayNextLeave()) {
      seal();
      int mark = queue.firstTime();
      ByteBuf room = begin(mark, Math.max(size.limit(now()), PacketSize.BASE));
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
    if (packet.readableBytes() > PacketSize.BASE) {
      size.want();
    }
    repairs.sent(packet, sealer.count() - 1, gatheredDatagrams > 0);
    outlet.write(packet);
  }

  private long now() {
    return nanoTime.getAsLong();
  }

  /** The time mark of a moment of the monotonic clock. */
  int timeMark(long now) {
    return queue.pace().millis(now);
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
