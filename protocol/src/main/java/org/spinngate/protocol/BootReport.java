package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * How a boot goes, so that the user sees what the operator sees.
 *
 * <pre>
 *  +---------+---------+-----------+--------------+-------------+
 *  | state   | sent    | announced | elapsed      | text        |
 *  | 1 byte  | 2 bytes | 2 bytes   | 4 bytes, ms  | string, 512 |
 *  +---------+---------+-----------+--------------+-------------+
 * </pre>
 *
 * @param state how far it is
 * @param sent packets of this boot sent to the board so far, start and end included
 * @param announced packets that the whole boot has, 0 if its start was never seen
 * @param elapsedMillis since its first packet left for the board
 * @param text what was missing, or who must be waited for; may be empty
 */
public record BootReport(State state, int sent, int announced, int elapsedMillis, String text)
    implements ControlMessage {

  /** How far a boot is. Codes are appended and never renumbered. */
  public enum State {
    /** Another boot of the same board is under way and goes first. */
    WAITING(0),
    /** Packets are being sent. */
    UNDER_WAY(1),
    /** Every packet has been sent. */
    COMPLETE(2),
    /** The sender stopped before every packet was there. */
    INCOMPLETE(3);

    private final int code;

    State(int code) {
      this.code = code;
    }

    private static State ofCode(int code) {
      for (State state : values()) {
        if (state.code == code) {
          return state;
        }
      }
      throw new ProtocolViolation("boot report of state " + code);
    }
  }

  @Override
  public MessageType type() {
    return MessageType.BOOT_REPORT;
  }

  @Override
  public void writeBody(ByteBuf out) {
    out.writeByte(state.code);
    out.writeShort(Math.min(sent, 0xFFFF));
    out.writeShort(Math.min(announced, 0xFFFF));
    out.writeInt(elapsedMillis);
    Wire.writeString(out, Wire.shortened(text, Notice.MAX_TEXT), Notice.MAX_TEXT);
  }

  static BootReport read(ByteBuf in) {
    return new BootReport(
        State.ofCode(Wire.readByte(in)),
        Wire.readShort(in),
        Wire.readShort(in),
        Wire.readInt(in),
        Wire.readString(in, Notice.MAX_TEXT));
  }
}
