package org.spinngate.protocol.stream;

import io.netty.channel.ChannelOutboundInvoker;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ControlMessage;

/**
 * Messages of one kind, of which only the newest means anything. At most one of them waits in the
 * connection; after it, later ones replace each other here. So nobody fills this program's memory
 * by asking without reading the answers.
 *
 * <p>Confined to the channel's event loop.
 */
public final class NewestMessage {
  private @Nullable ControlMessage next;
  private boolean writing;

  /** Sends a message as soon as the one before it has left, unless a newer one comes meanwhile. */
  public void send(ChannelOutboundInvoker way, ControlMessage message) {
    next = message;
    write(way);
  }

  private void write(ChannelOutboundInvoker way) {
    ControlMessage message = next;
    if (message != null && !writing) {
      next = null;
      writing = true;
      way.writeAndFlush(message).addListener(written -> wasWritten(way));
    }
  }

  private void wasWritten(ChannelOutboundInvoker way) {
    writing = false;
    write(way);
  }
}
