package org.spinngate.simulated;

/** Why the simulated board let a datagram fall. A real board says nothing in any of these cases. */
public enum DropCause {
  /** It is switched off. */
  NO_POWER,
  /** The boot ROM understands nothing but boot packets. */
  IN_BOOT_ROM,
  /** SC&amp;MP has started, its Ethernet not yet. */
  ETHERNET_DOWN,
  /** A booted board has no use for boot packets. */
  ALREADY_BOOTED,
  /** The 3,072 bytes of the receive ring were taken. */
  RING_OVERFLOW,
  /** Longer than an SDP message with its padding: 282 bytes, or 272 through a reverse IP tag. */
  OVERSIZE,
  /** Too short for an SDP header, or not a boot packet of version 1. */
  MALFORMED,
  /**
   * All eight transient tags taken, or the request names a tag that is not set, or no reverse tag
   * listens on the port any more.
   */
  NO_TAG,
  /** The tag was gone before the reply was ready. */
  TAG_EXPIRED,
  /** Lost on the way to the board, as the settings ask. */
  REQUEST_LOST,
  /** Lost on the way from the board, as the settings ask. */
  REPLY_LOST
}
