package org.spinngate.server.board;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.spinngate.protocol.Holder;

/** Shows of a board what a book of leases would. */
public final class ShownLease {
  private ShownLease() {}

  /** One client has it from here on. */
  public static void take(Board board) {
    Holder holder = new Holder("ada", Instant.EPOCH, Duration.ZERO);
    board.show(
        new LeaseView(board.shared(), new LeaseView.Counts(1, 0), () -> Optional.of(holder)));
  }

  /** Nobody has it any more. */
  public static void release(Board board) {
    board.show(LeaseView.free(board.shared()));
  }
}
