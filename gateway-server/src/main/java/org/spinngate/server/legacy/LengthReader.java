package org.spinngate.server.legacy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.ProtocolViolation;

/**
 * Cuts a connection's bytes into datagrams; the form is drawn at {@link StreamWay}. A length that
 * no datagram has is a {@link ProtocolViolation}; nothing is kept for it, and nothing behind it is
 * looked at.
 */
final class LengthReader extends ByteToMessageDecoder {
  static final int LENGTH_BYTES = 4;

  private boolean lost;

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (lost) {
      in.skipBytes(in.readableBytes());
      return;
    }
    if (in.readableBytes() < LENGTH_BYTES) {
      return;
    }
    long length = in.getUnsignedInt(in.readerIndex());
    if (length > DataFrame.MAX_DATAGRAM) {
      lost = true;
      throw new ProtocolViolation("a datagram of " + length + " bytes was announced");
    }
    if (in.readableBytes() - LENGTH_BYTES >= length) {
      out.add(in.skipBytes(LENGTH_BYTES).readRetainedSlice((int) length));
    }
  }
}
