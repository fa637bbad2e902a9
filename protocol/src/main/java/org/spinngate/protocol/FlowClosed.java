package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * The client has forgotten a local application; the server closes the board socket of that flow, so
 * that a late reply can never reach the flow that gets the number next.
 *
 * <pre>
 *  +---------+---------+
 *  | service | flow    |
 *  | 1 byte  | 2 bytes |      service: 0 SCP, 1 boot
 *  +---------+---------+
 * </pre>
 *
 * @param service the service that the flow belongs to
 * @param flow the flow's number
 */
public record FlowClosed(Service service, int flow) implements ControlMessage {
  private static final int SCP = 0;
  private static final int BOOT = 1;

  @Override
  public MessageType type() {
    return MessageType.FLOW_CLOSED;
  }

  @Override
  public void writeBody(ByteBuf out) {
    out.writeByte(service == Service.BOOT ? BOOT : SCP);
    out.writeShort(flow);
  }

  static FlowClosed read(ByteBuf in) {
    int service = Wire.readByte(in);
    int flow = Wire.readShort(in);
    if (service > BOOT || flow == 0) {
      throw new ProtocolViolation("end of an impossible flow");
    }
    return new FlowClosed(service == BOOT ? Service.BOOT : Service.SCP, flow);
  }
}
