package org.spinngate.server.legacy;

import java.util.Locale;

/**
 * Why a datagram or a connection of the old wire did not get as far as a session. What is dropped
 * within a session has a {@link org.spinngate.protocol.DropReason}, as for every client.
 */
public enum LegacyDrop {
  /** From an address that {@code gateway.legacy.allow} does not name. */
  NOT_ALLOWED,
  /** From an address that the configuration has no board for. */
  NO_BOARD,
  /** Somebody else has the board. */
  BOARD_BUSY,
  /** The board is not given for another reason, such as that it is out of service. */
  REFUSED,
  /**
   * Nothing that a tool would begin with: a scan, or the rest of a boot whose start was dropped.
   */
  UNRECOGNISED,
  /** A connection announced a datagram longer than any may be, and was closed. */
  BAD_LENGTH,
  /** As many old clients, or connections of theirs, as there may be. */
  TOO_MANY,
  /** More at once from one client than can be passed on. */
  TOO_FAST,
  /**
   * By UDP, whose sender anybody can forge, from an address that talks by TCP; or the operator
   * takes no UDP of old clients at all.
   */
  UNPROVEN;

  /** The one word for metrics, such as {@code not-allowed}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
