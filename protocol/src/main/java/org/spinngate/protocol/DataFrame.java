package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * A datagram on its way through a tunnel, written and read in place: no object stands for it. The
 * same bytes travel on every carrier.
 *
 * <pre>
 *  0        2      3      5
 *  +--------+------+------+-----------------+
 *  | length | 0x80 | flow | SCP datagram    |       SCP and SDP
 *  +--------+------+------+-----------------+
 *
 *  0        2      3      5      7
 *  +--------+------+------+------+-----------------+
 *  | length | 0x81 | flow | gap  | boot datagram   |  boot
 *  +--------+------+------+------+-----------------+
 *
 *  0        2      3           7
 *  +--------+------+-----------+
 *  | 5      | 0x82 | time      |       time mark
 *  +--------+------+-----------+
 *
 *  0        2      3      5      8
 *  +--------+------+------+------+-----------------+
 *  | length | 0x88 | flow | mark | SCP datagram    |       marked, to the server only
 *  +--------+------+------+------+-----------------+
 * </pre>
 *
 * <p>{@code flow}, 1 to 65,535, is the client's number for one local application's socket; numbers
 * of the two services are independent. {@code gap} is how many milliseconds lay between this boot
 * datagram and the one before it on its flow when the client received them, rounded up, at most
 * 65,535: a tunnel may bunch datagrams, and the server restores the sender's rhythm from it. In the
 * direction to the client it is 0. {@code time} is what a monotonic clock of the sender says, in
 * milliseconds modulo 2^32, when it takes the datagrams that follow the mark; a stream carrier puts
 * one before them, so that the receiver knows which of them have become too old on their way.
 *
 * <p>A marked frame has a {@link TagMark} before its datagram. Where a flow is handed on beside a
 * buffer, {@link #MARKED} in its number says that the buffer begins with the mark; so carriers need
 * not tell the two kinds apart.
 */
public final class DataFrame {
  /** The largest datagram carried, in bytes: what fits one Ethernet frame. Longer is refused. */
  public static final int MAX_DATAGRAM = 1472;

  /** The highest flow number; the lowest is 1. */
  public static final int MAX_FLOW = 0xFFFF;

  /** The largest gap that the field can say, in milliseconds. */
  public static final int MAX_GAP = 0xFFFF;

  /** Kind of a frame that carries an SCP or SDP datagram. */
  public static final int SCP_KIND = 0x80;

  /** Kind of a frame that carries a boot datagram. */
  public static final int BOOT_KIND = 0x81;

  /** Kind of a frame that carries no datagram, but the time of those after it. */
  public static final int TIME_MARK_KIND = 0x82;

  /** Kind of a frame that carries an SCP datagram after a {@link TagMark}; to the server only. */
  public static final int MARKED_KIND = 0x88;

  /** Added to a flow's number: a {@link TagMark} stands before the datagram. */
  public static final int MARKED = 0x1_0000;

  /** Bytes of a whole time mark. */
  public static final int TIME_MARK_BYTES = Frame.HEADER_BYTES + 4;

  /** Bytes before the datagram of a frame of kind {@link #SCP_KIND}, from the length on. */
  public static final int SCP_HEADER = Frame.HEADER_BYTES + 2;

  /** Bytes before the datagram of a frame of kind {@link #BOOT_KIND}, from the length on. */
  public static final int BOOT_HEADER = Frame.HEADER_BYTES + 4;

  /** The longest whole data frame. */
  public static final int MAX_BYTES = SCP_HEADER + TagMark.BYTES + MAX_DATAGRAM;

  private DataFrame() {}

  /**
   * Appends a frame with an SCP datagram; {@code datagram} keeps its indices and its owner.
   *
   * @param out has room for {@link #SCP_HEADER} plus the datagram
   * @param flow 1 to {@link #MAX_FLOW}; with {@link #MARKED} if {@code datagram} begins with a mark
   */
  public static void writeScp(ByteBuf out, int flow, ByteBuf datagram) {
    int length = datagram.readableBytes();
    out.writeShort(SCP_HEADER - Frame.LENGTH_BYTES + length);
    out.writeByte(isMarked(flow) ? MARKED_KIND : SCP_KIND);
    out.writeShort(flow);
    out.writeBytes(datagram, datagram.readerIndex(), length);
  }

  /**
   * Appends a frame with a boot datagram; {@code datagram} keeps its indices and its owner.
   *
   * @param out has room for {@link #BOOT_HEADER} plus the datagram
   * @param flow 1 to {@link #MAX_FLOW}
   * @param gapMillis time since the flow's previous datagram, 0 to {@link #MAX_GAP}
   */
  public static void writeBoot(ByteBuf out, int flow, int gapMillis, ByteBuf datagram) {
    int length = datagram.readableBytes();
    out.writeShort(BOOT_HEADER - Frame.LENGTH_BYTES + length);
    out.writeByte(BOOT_KIND);
    out.writeShort(flow);
    out.writeShort(gapMillis);
    out.writeBytes(datagram, datagram.readerIndex(), length);
  }

  /**
   * Appends a time mark.
   *
   * @param out has room for {@link #TIME_MARK_BYTES}
   * @param millis of a monotonic clock; any number
   */
  public static void writeTimeMark(ByteBuf out, int millis) {
    out.writeShort(TIME_MARK_BYTES - Frame.LENGTH_BYTES);
    out.writeByte(TIME_MARK_KIND);
    out.writeInt(millis);
  }

  /** The kind of a frame that starts with it at the reader index. */
  public static int kind(ByteBuf frame) {
    return frame.getUnsignedByte(frame.readerIndex());
  }

  /** Whether a flow's number says that a mark stands before the datagram. */
  public static boolean isMarked(int flow) {
    return (flow & MARKED) != 0;
  }

  /** Whether a frame of this kind carries an SCP or SDP datagram, marked or not. */
  public static boolean isScp(int kind) {
    return kind == SCP_KIND || kind == MARKED_KIND;
  }

  /** Whether a frame that starts at the reader index with its kind is one of these. */
  public static boolean isDatagram(ByteBuf frame) {
    return kind(frame) >= Frame.DATAGRAMS;
  }

  /**
   * Reads a time mark that starts with its kind.
   *
   * @return milliseconds modulo 2^32
   * @throws ProtocolViolation if it is longer or shorter than it is drawn
   */
  public static int readTimeMark(ByteBuf frame) {
    if (frame.readableBytes() != TIME_MARK_BYTES - Frame.LENGTH_BYTES) {
      throw new ProtocolViolation("time mark of " + frame.readableBytes() + " bytes");
    }
    return frame.skipBytes(1).readInt();
  }

  /**
   * Checks a frame with a datagram that starts with its kind and reads its service; moves after the
   * kind.
   *
   * @throws ProtocolViolation if no correct peer sends such a frame
   */
  public static Service readService(ByteBuf frame) {
    int kind = Wire.readByte(frame);
    int datagram = frame.readableBytes() - (header(kind) - Frame.HEADER_BYTES);
    if (kind != BOOT_KIND && !isScp(kind)) {
      throw new ProtocolViolation("data frame of unknown kind " + kind);
    }
    if (datagram < 0 || datagram > MAX_DATAGRAM) {
      throw new ProtocolViolation("data frame with a datagram of " + datagram + " bytes");
    }
    return kind == BOOT_KIND ? Service.BOOT : Service.SCP;
  }

  /** Bytes before the datagram of a frame of this kind, from the length on. */
  public static int header(int kind) {
    return switch (kind) {
      case BOOT_KIND -> BOOT_HEADER;
      case MARKED_KIND -> SCP_HEADER + TagMark.BYTES;
      default -> SCP_HEADER;
    };
  }

  /**
   * Reads the flow number after the kind.
   *
   * @throws ProtocolViolation if it is 0
   */
  public static int readFlow(ByteBuf frame) {
    int flow = frame.readUnsignedShort();
    if (flow == 0) {
      throw new ProtocolViolation("data frame of flow 0");
    }
    return flow;
  }

  /** Reads the gap of a boot frame, in milliseconds; what is left is the datagram. */
  public static int readGap(ByteBuf frame) {
    return frame.readUnsignedShort();
  }
}
