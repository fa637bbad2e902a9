package org.spinngate.server.tag;

import io.netty.buffer.ByteBuf;
import org.spinngate.server.scp.DatagramFilter;

/**
 * Stands in a flow that leads to a port on which the board listens by a reverse tag. What passes
 * there is an application's own, and no SCP; the board answers to where the latest datagram came
 * from, so that the flow which sent that stays as long as the tag.
 *
 * <p>Confined to the event loop of its session.
 */
public final class ReverseFilter implements DatagramFilter {
  private final SessionTags session;
  private final int boardPort;

  /**
   * @param session of the flow
   * @param boardPort where the board listens
   */
  public ReverseFilter(SessionTags session, int boardPort) {
    this.session = session;
    this.boardPort = boardPort;
  }

  @Override
  public int reversePort() {
    return boardPort;
  }

  @Override
  public void leaves(ByteBuf datagram) {
    session.sentLast(this);
  }

  @Override
  public boolean pinsFlow() {
    return session.hasSentLast(this) && session.listens(boardPort);
  }

  @Override
  public void close() {
    session.forget(this);
  }
}
