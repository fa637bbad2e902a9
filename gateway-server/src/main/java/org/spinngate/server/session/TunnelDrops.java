package org.spinngate.server.session;

import io.netty.buffer.ByteBuf;
import org.spinngate.protocol.DatagramBalance;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Unsent;

/**
 * Counts the datagrams of a session that fall between it and its client. What falls after the end,
 * when the closing line is written and no second passes any more, is handed over a little later.
 *
 * <p>Confined to the session's event loop.
 */
public final class TunnelDrops {
  private final BoardSide counters;
  private final ClientAttachment attachment;
  private final Runnable handOver;
  private final DatagramBalance balance = new DatagramBalance();

  TunnelDrops(BoardSide counters, ClientAttachment attachment, Runnable handOver) {
    this.counters = counters;
    this.attachment = attachment;
    this.handOver = handOver;
  }

  /** What the session's tunnels count, one after the other. */
  public DatagramBalance balance() {
    return balance;
  }

  /** Datagrams fell. */
  public void dropped(DropReason reason, int datagrams) {
    counters.dropped(reason, datagrams);
    handOverAfterTheEnd();
  }

  /** A tunnel had taken datagrams for the client, and could not send them after all. */
  public void unsent(Unsent datagrams) {
    counters.unsent(datagrams);
    handOverAfterTheEnd();
  }

  /** Drops what comes after the end or by an earlier connection. */
  void late(ByteBuf datagram) {
    datagram.release();
    dropped(attachment.isOver() ? DropReason.SESSION_ENDED : DropReason.TUNNEL_DOWN, 1);
  }

  private void handOverAfterTheEnd() {
    if (attachment.isOver()) {
      handOver.run();
    }
  }
}
