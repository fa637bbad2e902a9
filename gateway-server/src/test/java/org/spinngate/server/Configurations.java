package org.spinngate.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.file.ConfigReader;
import org.spinngate.server.config.file.InvalidConfiguration;

/** Configurations of a server of this machine, with an identity in their folder. */
final class Configurations {
  private final Path folder;

  /**
   * @param folder has {@code server.pem} and {@code server.key}
   */
  Configurations(Path folder) {
    this.folder = folder;
  }

  /** The configuration with these lines beside what every one needs. */
  GatewayConfig of(String... lines) throws IOException, InvalidConfiguration {
    Path file =
        Files.writeString(
            folder.resolve("server.conf"),
            """
            gateway.listen = ["127.0.0.1:0"]
            gateway.tls { certificate = server.pem, key = server.key }
            gateway.restart.journal = ""
            gateway.probe { interval = 0, hello = off }
            """
                + String.join("\n", lines));
    return ConfigReader.inspect(file).config();
  }

  /** A simulated board that is booted, at ports of its own. */
  static String simulated(String name) {
    return simulated(name, 0);
  }

  /** The same at this port for SCP. */
  static String simulated(String name, int port) {
    return ("gateway.boards.%s { simulated = true, host = 127.0.0.1, scp-port = %d, boot-port = 0,"
            + " simulation.booted = true }")
        .formatted(name, port);
  }

  /** A board of the network. */
  static String board(String name, int host) {
    return "gateway.boards.%s.host = 127.0.0.%d".formatted(name, host);
  }
}
