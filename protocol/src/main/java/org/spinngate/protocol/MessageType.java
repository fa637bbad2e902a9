package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of control message. Codes are explicit, appended and never renumbered.
 *
 * <p>A peer that does not know a code below {@link #FIRST_OPTIONAL} must treat it as a violation;
 * codes from there up to {@link Frame#DATAGRAMS} may be ignored by a peer that does not know them,
 * which is where messages of later versions go if older peers can do without.
 */
public enum MessageType {
  /** {@link Hello}, client to server. */
  HELLO(0x01, Hello::read),
  /** {@link Welcome}, server to client. */
  WELCOME(0x02, Welcome::read),
  /** {@link Refused}, server to client. */
  REFUSED(0x03, Refused::read),
  /** {@link Open}, client to server. */
  OPEN(0x04, Open::read),
  /** {@link Opened}, server to client. */
  OPENED(0x05, Opened::read),
  /** {@link Waiting}, server to client. */
  WAITING(0x06, Waiting::read),
  /** {@link ListBoards}, client to server. */
  LIST_BOARDS(0x07, ListBoards::read),
  /** {@link Boards}, server to client. */
  BOARDS(0x08, Boards::read),
  /** {@link FlowClosed}, client to server. */
  FLOW_CLOSED(0x09, FlowClosed::read),
  /** {@link Ping}, both ways. */
  PING(0x0A, Ping::read),
  /** {@link Pong}, both ways. */
  PONG(0x0B, Pong::read),
  /** {@link Bye}, both ways. */
  BYE(0x0C, Bye::read),

  /** {@link Resume}, client to server. */
  RESUME(0x0D, Resume::read),

  /** {@link BootTaken}, server to client. */
  BOOT_TAKEN(0x0E, BootTaken::read),
  /** {@link Notice}, server to client. */
  NOTICE(0x40, Notice::read),
  /** {@link BootReport}, server to client. */
  BOOT_REPORT(0x41, BootReport::read),
  /** {@link Sealing}, server to client. */
  SEALING(0x42, Sealing::read),
  /** {@link CarrierChoice}, client to server. */
  CARRIER_CHOICE(0x43, CarrierChoice::read),

  /** {@link Reset}, client to server. */
  RESET(0x44, Reset::read),

  /** {@link ResetDone}, server to client. */
  RESET_DONE(0x45, ResetDone::read),

  /** {@link Elsewhere}, server to client. */
  ELSEWHERE(0x46, Elsewhere::read),

  /** {@link DatagramsSent}, both ways. */
  DATAGRAMS_SENT(0x47, DatagramsSent::read);

  /** The first code that a peer may ignore if it does not know it. */
  public static final int FIRST_OPTIONAL = 0x40;

  private static final @Nullable MessageType[] BY_CODE = new MessageType[Frame.DATAGRAMS];

  static {
    for (MessageType type : values()) {
      BY_CODE[type.code] = type;
    }
  }

  private final int code;

  @SuppressWarnings("ImmutableEnumChecker") // only ever a method reference
  private final Function<ByteBuf, ControlMessage> reader;

  MessageType(int code, Function<ByteBuf, ControlMessage> reader) {
    this.code = code;
    this.reader = reader;
  }

  /** The kind byte on the wire. */
  public int code() {
    return code;
  }

  static @Nullable MessageType ofCode(int code) {
    return code < BY_CODE.length ? BY_CODE[code] : null;
  }

  ControlMessage readBody(ByteBuf in) {
    return reader.apply(in);
  }
}
