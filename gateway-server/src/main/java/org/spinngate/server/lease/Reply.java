package org.spinngate.server.lease;

import java.util.Optional;
import org.spinngate.protocol.Holder;

/** What a {@link LeaseBook} answers to the one who asks for a board. */
public sealed interface Reply {
  /** The board is the asker's. */
  record Granted(Grant grant) implements Reply {}

  /** Others have the board; the listener of the request hears when it is its turn. */
  record Queued(Ticket ticket) implements Reply {}

  /**
   * The asker does not get the board.
   *
   * @param holder who has it, if that is why
   */
  record Refused(Refusal refusal, Optional<Holder> holder) implements Reply {}

  /**
   * Another gateway has the board, and gives it away or says who has it.
   *
   * @param address where that gateway takes clients, as {@code host:port}
   */
  record Elsewhere(String address) implements Reply {}
}
