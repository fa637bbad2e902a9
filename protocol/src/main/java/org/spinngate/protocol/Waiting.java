package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;
import java.util.Optional;

/**
 * The board is in use and the client stands in the queue for it. Sent again whenever the place or
 * the holder changes.
 *
 * <pre>
 *  +----------+----------+
 *  | position | holder   |
 *  | 2 bytes  | Holder   |
 *  +----------+----------+
 * </pre>
 *
 * @param position 1 for the one who is next
 * @param holder who has the board
 */
public record Waiting(int position, Optional<Holder> holder) implements ControlMessage {
  @Override
  public MessageType type() {
    return MessageType.WAITING;
  }

  @Override
  public void writeBody(ByteBuf out) {
    out.writeShort(Math.min(position, 0xFFFF));
    Holder.write(out, holder);
  }

  static Waiting read(ByteBuf in) {
    return new Waiting(Wire.readShort(in), Holder.read(in));
  }
}
