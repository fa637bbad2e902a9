package org.spinngate.protocol.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a frame that has not arrived as a whole.
 *
 * <p>Confined to the event loop of its connection.
 */
public final class Remainder {
  private @Nullable ByteBuf bytes;

  /** The arrived bytes after those that were kept; both are the caller's, to be released once. */
  public ByteBuf joined(ByteBuf arrived, ByteBufAllocator buffers) {
    ByteBuf earlier = bytes;
    if (earlier == null) {
      return arrived;
    }
    bytes = null;
    // Frames already passed on may still look at the earlier bytes, so they are never moved.
    ByteBuf both = buffers.buffer(earlier.readableBytes() + arrived.readableBytes());
    both.writeBytes(earlier).writeBytes(arrived);
    earlier.release();
    arrived.release();
    return both;
  }

  /** Keeps a copy of what is left, if anything is. */
  public void keep(ByteBuf rest, ByteBufAllocator buffers) {
    if (rest.isReadable()) {
      bytes = buffers.buffer(rest.readableBytes()).writeBytes(rest);
    }
  }

  /** How many bytes are kept. */
  int size() {
    return bytes == null ? 0 : bytes.readableBytes();
  }

  /** Keeps nothing any more. */
  public void release() {
    if (bytes != null) {
      bytes.release();
      bytes = null;
    }
  }
}
