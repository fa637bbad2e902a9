package org.spinngate.server.power;

/**
 * What is done to a board at a moment.
 *
 * @param words such as {@code power-cycling spin5-03}
 * @param kind what it means for the board's power
 * @param endNanos when it is expected to be done, by the loop's clock
 */
record Chore(String words, Kind kind, long endNanos) {
  /** What it means for the board's power. */
  enum Kind {
    /** Nothing: a command of the operator's is run. */
    HOOK,
    /** It is switched on, or off. */
    SWITCH,
    /** It is off and on again. */
    CYCLE
  }

  boolean switches() {
    return kind != Kind.HOOK;
  }

  boolean cycles() {
    return kind == Kind.CYCLE;
  }

  /** For the one who waits for it. */
  String news(long nowNanos) {
    long seconds = Math.round(Math.max(0, endNanos - nowNanos) / 1e9);
    return seconds > 0 ? words + ", about " + seconds + " s" : words + ", ready soon";
  }
}
