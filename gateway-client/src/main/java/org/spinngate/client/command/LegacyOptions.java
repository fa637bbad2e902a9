package org.spinngate.client.command;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.config.Setting;
import picocli.CommandLine.Option;

/** The flags of every command that can do with an old server. */
final class LegacyOptions {
  @Option(
      names = "--legacy-server",
      paramLabel = "HOST[:PORT]",
      description =
          "In place of a gateway: a server of spinnaker_proxy, for sites that have no gateway yet;"
              + " port 17894 unless given. It has one board and no login: no --board, --user,"
              + " --token-file, --pin, --ca, --wait, --transport.")
  @Nullable String server;

  @Option(
      names = "--legacy-boot-port",
      paramLabel = "N",
      description = "Where that old server takes boot; 17895 unless given.")
  @Nullable String bootPort;

  @Option(
      names = "--boot-via-tcp",
      description =
          "The old server was started with this option (-t); say it here too, or boots are"
              + " lost.")
  boolean bootViaTcp;

  @Option(
      names = "--sdp-via-tcp",
      description =
          "The old server was started with this option (-T); say it here too, or SCP"
              + " datagrams are lost.")
  boolean scpViaTcp;

  /** These flags and others. */
  Map<Setting, String> with(Map<Setting, String> others) {
    Map<Setting, String> flags = new EnumMap<>(Setting.class);
    flags.putAll(others);
    ServerOptions.put(flags, Setting.LEGACY_SERVER, server);
    ServerOptions.put(flags, Setting.LEGACY_BOOT_PORT, bootPort);
    ServerOptions.put(flags, Setting.BOOT_VIA_TCP, bootViaTcp ? "true" : null);
    ServerOptions.put(flags, Setting.SDP_VIA_TCP, scpViaTcp ? "true" : null);
    return flags;
  }
}
