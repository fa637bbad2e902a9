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
  /** It was switched off, and will be switched on for the next user. */
  OFF,
  /** Its power is being switched, after which its boot ROM is there. */
  POWERING,
  /** It could not be switched, or a command of the operator's has failed: see the detail. */
  FAILED,
  /** Somebody has the board. */
  IN_USE,
  /** The operator gives it to nobody. */
  DISABLED;

  /** The state as a key, such as {@code in-use}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
