package org.spinngate.server.board;

import java.util.Locale;

/** What a board is, as far as the server has evidence for it. */
public enum BoardState {
  /** Never heard, and no error of the network either. */
  UNKNOWN,
  /** The network refuses datagrams, or a board that was heard before is silent. */
  UNREACHABLE,
  /** Its boot ROM says hello. */
  UNBOOTED,
  /** A boot is under way, or SC&amp;MP does not yet know its place. */
  BOOTING,
  /** SC&amp;MP answers, and nobody uses the board. */
  BOOTED,
  /** Somebody has the board. */
  IN_USE,
  /** The operator gives it to nobody. */
  DISABLED;

  /** The state as a key, such as {@code in-use}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
