package org.spinngate.server.boot;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.time.Clock;
import java.util.function.LongSupplier;
import org.spinngate.protocol.DropReason;
import org.spinngate.server.budget.ByteBudget;

/**
 * The boots of one session: a pacer for each of its boot flows, and the room that they have
 * together.
 *
 * <p>Confined to the event loop of its session.
 */
public final class SessionBoots {
  private final EventLoop loop;
  private final Terms terms;
  private final BootListener listener;
  private final BootReceipts receipts;
  private final BootRoom room;
  private final IntObjectMap<BootPacer> pacers = new IntObjectHashMap<>();

  /**
   * What a session's boots need to know.
   *
   * @param board the session's board
   * @param user who boots, for the one who boots next
   * @param mostPackets how many packets may wait
   * @param budget of the session's user, for those that wait
   * @param nanoTime a monotonic clock in nanoseconds
   * @param clock the time of day
   */
  public record Terms(
      BootBoard board,
      String user,
      int mostPackets,
      ByteBudget.Share budget,
      LongSupplier nanoTime,
      Clock clock) {}

  /**
   * @param loop of the session
   * @param listener the session
   */
  public SessionBoots(EventLoop loop, Terms terms, BootListener listener) {
    this.loop = loop;
    this.terms = terms;
    this.listener = listener;
    this.receipts = new BootReceipts(listener);
    this.room = new BootRoom(terms.mostPackets, terms.budget);
  }

  /** A flow begins whose packets leave by this socket. */
  public void begin(int flow, BootSocket socket) {
    assert loop.inEventLoop();
    BootProgress progress = new BootProgress(terms.user, listener, terms.nanoTime, terms.clock);
    BootQueue waiting = new BootQueue(room);
    pacers.put(flow, new BootPacer(loop, terms.board, waiting, socket, progress, terms.nanoTime));
  }

  /**
   * Takes over a datagram of a flow that has begun. One boot of a session waits at a time: the
   * latest, since it is the one that is still wanted.
   *
   * @param gapMillis since the sender's datagram before it
   */
  public void offer(int flow, int gapMillis, ByteBuf datagram) {
    BootPacer pacer = pacers.get(flow);
    if (BootAttempt.isStart(datagram)) {
      pacers.values().stream().filter(other -> other != pacer).forEach(BootPacer::giveWay);
    }
    pacer.offer(packet(flow, gapMillis, datagram));
  }

  /** Takes over a datagram for which there is no flow, and tells so. */
  public void drop(int flow, ByteBuf datagram, DropReason reason) {
    packet(flow, 0, datagram).drop(reason);
  }

  private BootPacket packet(int flow, int gapMillis, ByteBuf datagram) {
    return new BootPacket(flow, gapMillis, datagram, receipts, listener);
  }

  /** Whether a boot of this flow is under way or waits for its turn. */
  public boolean busy(int flow) {
    return pacers.get(flow).busy();
  }

  /** A flow that has begun ends: drops what waits, and lets others boot. */
  public void end(int flow) {
    pacers.remove(flow).close();
  }

  /** The client has closed a flow, and may begin another one of the same number. */
  public void forget(int flow) {
    receipts.forget(flow);
  }

  /** The client has a new connection, and perhaps has not heard what was told by the last one. */
  public void tellAgain() {
    receipts.tellAgain();
  }

  /**
   * The session is over. What falls from here on has not been sent for good: the client keeps it
   * for a server that begins anew.
   */
  public void sessionEnds() {
    receipts.end();
  }
}
