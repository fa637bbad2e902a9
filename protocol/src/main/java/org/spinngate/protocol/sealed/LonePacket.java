package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.spinngate.protocol.DataFrame;

/** A packet with a single frame after its time mark and its count. */
final class LonePacket {
  /** Bytes of such a packet beside that frame. */
  static final int OVERHEAD_BYTES =
      SealedPacket.OVERHEAD_BYTES + DataFrame.TIME_MARK_BYTES + SealedFrame.COUNT_BYTES;

  private LonePacket() {}

  /** How long one is with a datagram of so many bytes. */
  static int ofDatagram(int bytes) {
    return OVERHEAD_BYTES + DataFrame.SCP_HEADER + bytes;
  }

  /**
   * What stands before the frame.
   *
   * @param bytes of the whole packet
   * @param mark the time of now
   * @param before how many datagrams have left in earlier packets
   */
  static ByteBuf begin(ByteBufAllocator allocator, int bytes, int mark, int before) {
    ByteBuf frames = allocator.heapBuffer(bytes);
    DataFrame.writeTimeMark(frames, mark);
    SealedFrame.writeCount(frames, before);
    return frames;
  }

  /** The packet with these frames, which are taken over. */
  static ByteBuf seal(PacketSealer sealer, ByteBufAllocator allocator, ByteBuf frames) {
    try {
      return sealer.seal(allocator, frames);
    } finally {
      frames.release();
    }
  }
}
