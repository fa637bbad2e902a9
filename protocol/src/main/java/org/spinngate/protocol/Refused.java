package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * No. The server closes the connection after it.
 *
 * <pre>
 *  +---------+-------------+----------+
 *  | cause   | text        | holder   |
 *  | 1 byte  | string, 512 | Holder   |
 *  +---------+-------------+----------+
 * </pre>
 *
 * @param cause why, as a code of {@link CloseCause}
 * @param text why, in words for a person
 * @param holder who has the board, if that is the reason
 */
public record Refused(CloseCause cause, String text, Optional<Holder> holder)
    implements ControlMessage {

  /** A refusal in the cause's own words. */
  public static Refused because(CloseCause cause) {
    return new Refused(cause, cause.sentence(), Optional.empty());
  }

  @Override
  public MessageType type() {
    return MessageType.REFUSED;
  }

  @Override
  public void writeBody(ByteBuf out) {
    out.writeByte(cause.code());
    Wire.writeString(out, Wire.shortened(text, Notice.MAX_TEXT), Notice.MAX_TEXT);
    Holder.write(out, holder);
  }

  static Refused read(ByteBuf in) {
    return new Refused(
        CloseCause.ofCode(Wire.readByte(in)),
        Wire.readString(in, Notice.MAX_TEXT),
        Holder.read(in));
  }
}
