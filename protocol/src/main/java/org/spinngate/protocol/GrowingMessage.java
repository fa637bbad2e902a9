package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;

/**
 * A message that may have a tail of {@link Extras} after its last field. Never sent with one to a
 * peer that has not said that it reads tails: until there were any, a byte too many was a
 * violation.
 */
public sealed interface GrowingMessage extends ControlMessage
    permits Hello, Welcome, Open, Opened, Resume, Boards {

  /** The tail. */
  Extras extras();

  /** The same message with another tail. */
  GrowingMessage with(Extras other);

  /** Appends what stands before the tail. */
  void writeFields(ByteBuf out);

  @Override
  default void writeBody(ByteBuf out) {
    writeFields(out);
    extras().write(out);
  }
}
