package org.spinngate.client.config;

import org.spinngate.protocol.Service;

/**
 * Where applications find the board.
 *
 * @param bind the local address, or {@code 0.0.0.0} for all of this machine's; not used with {@code
 *     asBoard}
 * @param scpPort UDP port for SCP and SDP, 0 for any free one
 * @param bootPort UDP port for boot, 0 for any free one
 * @param asBoard whether it appears at the address that the board has on its own network
 * @param tagTargets where to deliver what IP tags aim at
 */
public record LocalSettings(
    String bind, int scpPort, int bootPort, boolean asBoard, TagTargets tagTargets) {
  /** The address that only this machine can reach. */
  public static final String LOOPBACK = "127.0.0.1";

  private static final int MAX_PORT = 0xFFFF;

  /** Checks the range of the ports. */
  public LocalSettings {
    if (scpPort < 0 || scpPort > MAX_PORT || bootPort < 0 || bootPort > MAX_PORT) {
      throw new IllegalArgumentException("a port is 0 to 65535");
    }
    if (scpPort == bootPort && scpPort != 0) {
      throw new IllegalArgumentException("SCP and boot cannot share port " + scpPort);
    }
  }

  /** At an address of this machine's own, and with tags that reach this machine alone. */
  public LocalSettings(String bind, int scpPort, int bootPort) {
    this(bind, scpPort, bootPort, false, TagTargets.LOCAL);
  }

  /** What every tool expects. */
  public static LocalSettings standard() {
    return new LocalSettings(LOOPBACK, Service.SCP.standardPort(), Service.BOOT.standardPort());
  }
}
