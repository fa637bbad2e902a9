package org.spinngate.server.power;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import java.util.regex.Pattern;
import org.spinngate.protocol.ScpDatagram;

/**
 * What a BMP has answered.
 *
 * @param code of SCP, 0x80 for success
 * @param software of the answer to a question for the version, such as {@code BC&MP 2.1.0}
 */
record BmpAnswer(int code, String software) {
  private static final int TEXT = 26;
  private static final int LONGEST = 64;
  private static final Pattern UNFIT = Pattern.compile("[^ -~]+");

  /** Reads a datagram that is a reply. */
  static BmpAnswer of(ByteBuf datagram) {
    int length = Math.min(LONGEST, datagram.readableBytes() - TEXT);
    String text =
        length > 0 ? datagram.toString(datagram.readerIndex() + TEXT, length, ISO_8859_1) : "";
    return new BmpAnswer(ScpDatagram.code(datagram), software(text.split("\0", 3)));
  }

  private static String software(String[] texts) {
    String name = texts[0].split("/", 2)[0];
    String version = texts.length > 1 ? texts[1] : "";
    return UNFIT.matcher(name + " " + version).replaceAll("").strip();
  }

  boolean isOk() {
    return code == ScpDatagram.OK;
  }

  /** Whether it says that it is a BMP (public source: spinnaker_tools bmp/bmp.h). */
  boolean isOfBmp() {
    return software.startsWith("BC&MP");
  }
}
