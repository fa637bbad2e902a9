package org.spinngate.protocol.text;

/** A number and what it counts, in words for people. */
public final class Counted {
  private Counted() {}

  /** Such as {@code 1 board} and {@code 3 boards}; {@code thing} makes its plural with an s. */
  public static String of(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
