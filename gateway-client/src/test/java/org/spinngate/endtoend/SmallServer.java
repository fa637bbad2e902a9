package org.spinngate.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.spinngate.server.access.TokenHash;

/** A server that needs nothing but itself: one simulated board, {@code spin5-01}, for alice. */
final class SmallServer {
  private SmallServer() {}

  /**
   * Writes its configuration.
   *
   * @param more lines of the block {@code gateway}
   * @return the file
   */
  static Path configuration(Path folder, String... more) throws IOException {
    ServerIdentity identity = ServerIdentity.forLoopback();
    String text =
        """
        gateway {
          listen = ["127.0.0.1:0"]
          tls { certificate = "%s", key = "%s" }
          boards.spin5-01 { simulated = true, simulation { booted = true } }
          users.alice { tokens = ["%s"], boards = ["*"] }
          %s
        }
        """
            .formatted(
                identity.certificate(),
                identity.key(),
                TokenHash.of(FacilityPlan.token("alice")).text(),
                String.join("\n  ", more));
    return Files.writeString(folder.resolve("server.conf"), text);
  }
}
