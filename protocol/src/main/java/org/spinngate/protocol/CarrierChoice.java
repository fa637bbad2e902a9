package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * By which carrier the client wants its SCP datagrams from here on. It alone decides, because it
 * alone knows whether its questions are answered; until it says so, everything is on the stream.
 *
 * <pre>
 *  +--------+
 *  | sealed |
 *  | flag   |
 *  +--------+
 * </pre>
 *
 * @param sealed in sealed packets, not on the stream
 */
public record CarrierChoice(boolean sealed) implements ControlMessage {
  @Override
  public MessageType type() {
    return MessageType.CARRIER_CHOICE;
  }

  @Override
  public void writeBody(ByteBuf out) {
    Wire.writeFlag(out, sealed);
  }

  static CarrierChoice read(ByteBuf in) {
    return new CarrierChoice(Wire.readFlag(in));
  }
}
