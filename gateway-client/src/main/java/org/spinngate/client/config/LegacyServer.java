package org.spinngate.client.config;

/**
 * A server of spinnaker_proxy, and how it was started.
 *
 * @param host a name or an IPv4 address
 * @param scpPort TCP or UDP port for SCP and SDP
 * @param bootPort TCP or UDP port for boot
 * @param scpViaTcp whether it was started with {@code --sdp-via-tcp}
 * @param bootViaTcp whether it was started with {@code --boot-via-tcp}
 */
public record LegacyServer(
    String host, int scpPort, int bootPort, boolean scpViaTcp, boolean bootViaTcp) {
  /** Where such a server takes boot unless told otherwise. */
  public static final int STANDARD_BOOT_PORT = 17895;

  /** Where it takes SCP. */
  public ServerAddress scp() {
    return new ServerAddress(host, scpPort);
  }

  /** Where it takes boot. */
  public ServerAddress boot() {
    return new ServerAddress(host, bootPort);
  }

  @Override
  public String toString() {
    return scp().toString();
  }
}
