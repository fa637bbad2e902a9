package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams with the address that they go to, used again and again: one for each reply would be the
 * only object that a reply costs.
 *
 * <p>Confined to the event loop of the socket that writes them.
 */
final class Replies {
  private static final int MOST_SPARE = 256;

  private final @Nullable Reply[] spare = new Reply[MOST_SPARE];
  private int spares;

  /** A datagram for somebody; takes over the buffer. */
  DatagramPacket of(ByteBuf content, InetSocketAddress recipient) {
    Reply free = spares == 0 ? null : spare[--spares];
    Reply reply = free == null ? new Reply(recipient) : free;
    reply.carry(content, recipient);
    return reply;
  }

  /** One of them; it is given back when its content is released. */
  private final class Reply extends DatagramPacket {
    private ByteBuf carried = Unpooled.EMPTY_BUFFER;
    private InetSocketAddress target;

    /** Counted here, since the content may be a part of something that lives on. */
    private int holds;

    Reply(InetSocketAddress target) {
      super(Unpooled.EMPTY_BUFFER, target);
      this.target = target;
    }

    void carry(ByteBuf content, InetSocketAddress recipient) {
      carried = content;
      target = recipient;
      holds = 1;
    }

    @Override
    public ByteBuf content() {
      return carried;
    }

    @Override
    public InetSocketAddress recipient() {
      return target;
    }

    @Override
    public int refCnt() {
      return holds;
    }

    @Override
    public boolean release() {
      return release(1);
    }

    @Override
    public boolean release(int decrement) {
      carried.release(decrement);
      holds -= decrement;
      if (holds == 0) {
        carried = Unpooled.EMPTY_BUFFER;
        if (spares < MOST_SPARE) {
          spare[spares++] = this;
        }
      }
      return holds == 0;
    }

    @Override
    public DatagramPacket retain() {
      return retain(1);
    }

    @Override
    public DatagramPacket retain(int increment) {
      carried.retain(increment);
      holds += increment;
      return this;
    }

    @Override
    public DatagramPacket touch(Object hint) {
      carried.touch(hint);
      return this;
    }
  }
}
