package org.spinngate.protocol;

/**
 * The types of {@link Extras} that are given out. The forms of their values are drawn in
 * docs/protocol.md, Tails.
 */
public enum ExtraType {
  /**
   * In {@link Opened}: what the server does with IP tags that aim at an address, one byte ({@link
   * TagMode}).
   */
  IP_TAGS(0x0001),

  /**
   * In {@link Opened}: the board's own address on the facility's network, four bytes of IPv4, and
   * its SCP and boot ports, two bytes each.
   */
  BOARD_ADDRESS(0x0002),

  /**
   * In {@link Welcome}: the server takes {@link Reset}. In {@link Opened}: it can power-cycle this
   * board. No bytes.
   */
  RESET(0x0003);

  private final int number;

  ExtraType(int number) {
    this.number = number;
  }

  /** What stands on the wire. */
  public int number() {
    return number;
  }
}
