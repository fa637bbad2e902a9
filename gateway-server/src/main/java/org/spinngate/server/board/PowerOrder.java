package org.spinngate.server.board;

import java.util.Locale;

/** What somebody wants to be done to a board's power. */
public enum PowerOrder {
  /** On, and left so. */
  ON("switched on"),
  /** Off until somebody wants the board. */
  OFF("switched off"),
  /** Off and on again, after which its boot ROM is there. */
  CYCLE("power-cycled");

  private final String done;

  PowerOrder(String done) {
    this.done = done;
  }

  /** The word of the operator's command. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the board is afterwards, for people. */
  public String done() {
    return done;
  }
}
