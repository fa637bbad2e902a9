package org.spinngate.client.check;

import java.util.Locale;

/** What is checked, in this order. Each name is the word in text and JSON. */
public enum Step {
  /** What the server's name stands for. */
  NAME,
  /** Whether somebody takes connections there. */
  CONNECTION,
  /** Whether that is the server. */
  IDENTITY,
  /** Whether it lets this user in. */
  LOGIN,
  /** Round trip, loss, largest packet, carrier. */
  PATH,
  /** Whether this machine has the ports for the tools. */
  LOCAL_PORTS,
  /** What the board says. */
  BOARD,
  /** Whether the board could have its own address here. */
  OWN_ADDRESS;

  /** The one word, such as {@code local-ports}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
