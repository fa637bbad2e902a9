package org.spinngate.protocol.queue;

import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.DataFrame;

/** Numbered datagrams, and frames of such in words. */
final class NumberedFrames {
  private NumberedFrames() {}

  static ByteBuf datagram(int number) {
    return bytes().u32(number).toBuffer();
  }

  /** As long as what a board sends. */
  static ByteBuf large(int number) {
    return Unpooled.buffer(272).writeInt(number).writeZero(268);
  }

  /** Such as {@code @5} for a mark and {@code 2:7} for flow and number. */
  static List<String> words(ByteBuf out) {
    List<String> words = new ArrayList<>();
    while (out.isReadable()) {
      ByteBuf frame = out.readSlice(out.readUnsignedShort());
      words.add(
          DataFrame.kind(frame) == DataFrame.TIME_MARK_KIND
              ? "@" + DataFrame.readTimeMark(frame)
              : frame.getUnsignedShort(1) + ":" + frame.getInt(3));
    }
    return words;
  }
}
