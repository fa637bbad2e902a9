package org.spinngate.client.command;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.config.SettingsException;
import org.spinngate.protocol.ExitCode;
import picocli.CommandLine.Option;

/** The flags for an old server, on the commands that need a gateway: so that they can say so. */
final class NoLegacyOptions {
  @Option(names = "--legacy-server", hidden = true)
  @Nullable String server;

  @Option(names = "--legacy-boot-port", hidden = true)
  @Nullable String bootPort;

  @Option(names = "--boot-via-tcp", hidden = true)
  boolean bootViaTcp;

  @Option(names = "--sdp-via-tcp", hidden = true)
  boolean scpViaTcp;

  /**
   * Refuses them.
   *
   * @param why what the command needs that an old server has not
   */
  void refuse(String why) throws SettingsException {
    if (server != null || bootPort != null || bootViaTcp || scpViaTcp) {
      throw new SettingsException(
          ExitCode.USAGE,
          List.of(
              why
                  + ": an old server can be used with 'connect' and 'run' only; give --server for a"
                  + " gateway"));
    }
  }
}
