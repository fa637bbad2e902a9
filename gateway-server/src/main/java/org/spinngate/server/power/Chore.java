package org.spinngate.server.power;

/**
 * What is done to a board at a moment.
 *
 * @param words such as {@code power-cycling spin5-03}
 * @param power whether its power is switched
 * @param endNanos when it is expected to be done, by the loop's clock
 */
record Chore(String words, boolean power, long endNanos) {
  /** For whoever waits for it. */
  String news(long nowNanos) {
    long seconds = Math.round(Math.max(0, endNanos - nowNanos) / 1e9);
    return seconds > 0 ? words + ", about " + seconds + " s" : words + ", ready soon";
  }
}
