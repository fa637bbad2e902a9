package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * What client and server say to each other apart from datagrams. Always on the stream carrier.
 *
 * <p>The layout of each message is drawn at its record; {@link MessageType} holds the codes.
 */
public sealed interface ControlMessage
    permits GrowingMessage,
        Refused,
        BootTaken,
        Waiting,
        ListBoards,
        FlowClosed,
        BootReport,
        Ping,
        Pong,
        Notice,
        Sealing,
        CarrierChoice,
        Reset,
        ResetDone,
        Elsewhere,
        DatagramsSent,
        Bye {

  /** The kind byte of this message's frame and the reader of its body. */
  MessageType type();

  /** Appends the body, everything after the kind byte. */
  void writeBody(ByteBuf out);

  /** Appends the whole frame: length, kind and body. */
  default void writeFrame(ByteBuf out) {
    int start = out.writerIndex();
    out.writeShort(0);
    out.writeByte(type().code());
    writeBody(out);
    out.setShort(start, out.writerIndex() - start - Frame.LENGTH_BYTES);
  }

  /**
   * Reads a frame that starts with its kind.
   *
   * @return the message, or {@code null} for one that is unknown and may be ignored
   * @throws ProtocolViolation if it is anything but one whole, well-formed message
   */
  static @Nullable ControlMessage read(ByteBuf frame) {
    int code = Wire.readByte(frame);
    MessageType type = MessageType.ofCode(code);
    if (type == null && code >= MessageType.FIRST_OPTIONAL) {
      return null;
    }
    if (type == null) {
      throw new ProtocolViolation("message of unknown kind " + code);
    }
    ControlMessage message = type.readBody(frame);
    if (frame.isReadable()) {
      throw new ProtocolViolation(type + " with " + frame.readableBytes() + " bytes too many");
    }
    return message;
  }
}
