package org.spinngate.server.power;

import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.lease.Refusal;

/**
 * What has failed at a board, until it is tried again. Who wants the board meanwhile hears it.
 *
 * <p>Confined to its event loop.
 */
final class LastFailure {
  private static final Logger LOG = LoggerFactory.getLogger(LastFailure.class);

  private final Guests guests;
  private final Orders orders;
  private Optional<String> words = Optional.empty();
  private long nanos;

  /**
   * @param guests wait for the board
   * @param orders wait for its power
   */
  LastFailure(Guests guests, Orders orders) {
    this.guests = guests;
    this.orders = orders;
  }

  Optional<String> words() {
    return words;
  }

  /** Something has failed now. */
  void happened(String board, String what, long nowNanos) {
    LOG.warn("board {} has failed: {}", board, what);
    words = Optional.of(what);
    nanos = nowNanos;
    refuse(board, what);
  }

  /** It is tried again. */
  void forget() {
    words = Optional.empty();
  }

  /**
   * Refuses those who come too soon after it. An order is always looked at.
   *
   * @param interval how long guests wait in vain
   * @return whether nothing is to be done
   */
  boolean stands(String board, Duration interval, long nowNanos) {
    boolean soon = nowNanos - nanos < interval.toNanos();
    boolean again = orders.areDue() || (guests.next().isPresent() && !soon);
    boolean stands = words.isPresent() && !again;
    words.filter(what -> stands).ifPresent(what -> refuse(board, what));
    return stands;
  }

  private void refuse(String board, String what) {
    String text = "board " + board + " has failed: " + what;
    guests.refuseAll(new Refusal(CloseCause.BOARD_FAILED, text));
    orders.fail(text);
  }
}
