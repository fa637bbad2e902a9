package org.spinngate.server.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.spinngate.protocol.ScpDatagram;

/**
 * The SCP command VER to the root chip, and what is read of its reply.
 *
 * <pre>
 *  reply:   0          12         14      16    18       22      26
 *  +--------+----------+----------+-------+-----+--------+-------+---------------------------------+
 *  | SDP    | return   | sequence | cores | p2p | 256    | built | "SC&amp;MP/SpiNNaker" 0 "4.0.0" 0 |
 *  | header | code     |          |       |     | marker |       |                                 |
 *  +--------+----------+----------+-------+-----+--------+-------+---------------------------------+
 * </pre>
 *
 * <p>Numbers are little-endian. A {@code p2p} of 255,255 means that SC&amp;MP is not ready. Before
 * 2.0 there was no second text, and the upper half of the third field held major * 100 + minor
 * (domain: CMD_VER reply; spinnaker_tools scamp/scamp-cmd.c).
 */
final class VersionQuestion {
  private static final int LENGTH = 26;
  private static final int SEQUENCE = 12;
  private static final int COORDINATES = 16;
  private static final int MARKER = 20;
  private static final int TEXT = 26;
  private static final int NOT_READY = 0xFFFF;
  private static final int TEXTS = 0xFFFF;
  private static final int LONGEST = 96;
  private static final Pattern NAME = Pattern.compile("[!-.0-~]{1,16}(?=/)");
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,5}(?:[.][0-9]{1,5}){0,3}");

  private VersionQuestion() {}

  /**
   * What a board said.
   *
   * @param ready whether it knows its coordinates
   * @param software name and version, such as {@code SC&MP 4.0.0}; empty if it did not say
   */
  record Answer(boolean ready, String software) {}

  /** The request, from the caller's allocator and the caller's to release. */
  static ByteBuf ask(ByteBufAllocator allocator, int sequence) {
    ByteBuf request = allocator.buffer(LENGTH, LENGTH).writeZero(LENGTH);
    request.setByte(2, 0x87).setByte(3, 0xFF).setByte(5, 0xFF);
    return request.setShortLE(SEQUENCE, sequence);
  }

  /**
   * Reads a datagram from the board.
   *
   * @return empty if it is no reply to the request with this number
   */
  static Optional<Answer> read(ByteBuf datagram, int sequence) {
    if (!ScpDatagram.isReply(datagram) || ScpDatagram.sequence(datagram) != (sequence & 0xFFFF)) {
      return Optional.empty();
    }
    boolean told =
        ScpDatagram.code(datagram) == ScpDatagram.OK && datagram.readableBytes() >= LENGTH;
    return Optional.of(told ? told(datagram) : new Answer(true, ""));
  }

  private static Answer told(ByteBuf datagram) {
    int start = datagram.readerIndex();
    boolean ready = datagram.getUnsignedShortLE(start + COORDINATES) != NOT_READY;
    int length = Math.min(datagram.readableBytes() - TEXT, LONGEST);
    String[] texts = datagram.toString(start + TEXT, length, ISO_8859_1).split("\0", 3);
    Matcher name = NAME.matcher(texts[0]);
    int marker = datagram.getUnsignedShortLE(start + MARKER);
    String version = marker == TEXTS ? second(texts) : marker / 100 + "." + marker % 100;
    return new Answer(ready, name.lookingAt() ? (name.group() + " " + version).strip() : "");
  }

  private static String second(String[] texts) {
    return texts.length > 1 && VERSION.matcher(texts[1]).matches() ? texts[1] : "";
  }
}
