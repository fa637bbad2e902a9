package org.spinngate.endtoend.legacy;

/** What the old tool was told on its command line: which services it carries by TCP. */
public enum LegacyMode {
  /** Neither option: raw datagrams. */
  RAW(false, false),
  /** {@code -t}. */
  BOOT_VIA_TCP(false, true),
  /** {@code -T}. */
  SDP_VIA_TCP(true, false),
  /** Both. */
  BOTH_VIA_TCP(true, true);

  private final boolean sdpViaTcp;
  private final boolean bootViaTcp;

  LegacyMode(boolean sdpViaTcp, boolean bootViaTcp) {
    this.sdpViaTcp = sdpViaTcp;
    this.bootViaTcp = bootViaTcp;
  }

  public boolean sdpViaTcp() {
    return sdpViaTcp;
  }

  public boolean bootViaTcp() {
    return bootViaTcp;
  }
}
