package org.spinngate.server.boot;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.DropReason;

/**
 * One boot datagram on this server, from its arrival on. Its bytes are here alone, and who lets go
 * of them does so by {@link #leave} or {@link #drop}: each says to the sender, once, that it need
 * not be kept any longer. A way that forgets to would leak the buffer.
 *
 * <p>Confined to the event loop of its session.
 */
final class BootPacket {
  private final int flow;
  private final long gapNanos;
  private final BootReceipts receipts;
  private final BootListener listener;
  private ByteBuf bytes;

  /**
   * @param gapMillis since the sender's datagram before it
   * @param bytes taken over
   */
  BootPacket(int flow, int gapMillis, ByteBuf bytes, BootReceipts receipts, BootListener listener) {
    this.flow = flow;
    this.gapNanos = TimeUnit.MILLISECONDS.toNanos(gapMillis);
    this.bytes = bytes;
    this.receipts = receipts;
    this.listener = listener;
  }

  /** To be looked at. */
  ByteBuf bytes() {
    return bytes;
  }

  long gapNanos() {
    return gapNanos;
  }

  /**
   * Goes on with a copy, which it takes over: it may wait for seconds, and must not hold a whole
   * record of the tunnel back.
   */
  void keep(ByteBuf copy) {
    bytes.release();
    bytes = copy;
  }

  /** It leaves for the board. */
  void leave(BootSocket socket) {
    socket.sendNow(bytes);
    receipts.settled(flow);
  }

  /** Nobody will send it any more. */
  void drop(DropReason reason) {
    bytes.release();
    listener.dropped(reason);
    receipts.settled(flow);
  }
}
