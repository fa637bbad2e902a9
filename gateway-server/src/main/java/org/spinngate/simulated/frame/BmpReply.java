package org.spinngate.simulated.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** What a BMP answers; the buffers are the caller's to send. */
final class BmpReply {
  private static final int OK = 0x80;
  private static final int UNKNOWN_COMMAND = 0x83;
  private static final int WRONG_ARGUMENT = 0x84;
  private static final int FLAGS = 0x07;
  private static final int TRANSIENT_TAG = 8;
  private static final int BUILT = 1_400_000_000;

  /** Name, hardware and version (public source: spinnaker_tools bmp/bmp.h). */
  private static final byte[] SOFTWARE = "BC&MP/Spin5-BMP\0002.1.0\0".getBytes(US_ASCII);

  private BmpReply() {}

  /** The answer to VER: where it is in its frame, and what it runs. */
  static ByteBuf version(BmpRequest request, ByteBufAllocator allocator) {
    return begun(request, OK, allocator)
        .writeIntLE(request.slot())
        .writeIntLE(0xFFFF << 16 | 256)
        .writeIntLE(BUILT)
        .writeBytes(SOFTWARE);
  }

  /** The answer to a command for the power. */
  static ByteBuf power(BmpRequest request, boolean refused, ByteBufAllocator allocator) {
    return begun(request, refused ? WRONG_ARGUMENT : OK, allocator);
  }

  static ByteBuf unknown(BmpRequest request, ByteBufAllocator allocator) {
    return begun(request, UNKNOWN_COMMAND, allocator);
  }

  /** The request's header, turned round. */
  private static ByteBuf begun(BmpRequest request, int code, ByteBufAllocator allocator) {
    byte[] header = request.header();
    header[2] = FLAGS;
    header[3] = TRANSIENT_TAG;
    byte source = header[5];
    header[5] = header[4];
    header[4] = source;
    header[10] = (byte) code;
    header[11] = 0;
    return allocator.buffer(64).writeBytes(header);
  }
}
