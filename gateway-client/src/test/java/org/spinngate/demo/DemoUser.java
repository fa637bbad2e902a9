package org.spinngate.demo;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpVersion;

/** What a user's tools do: boot a board on localhost, ask its version, write and read memory. */
final class DemoUser {
  private static final int SDRAM = 0x70000000;
  private static final int BYTES = 64 * 1024;
  private static final int WINDOW = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final InetSocketAddress scp;
  private final InetSocketAddress boot;

  DemoUser(int scpPort, int bootPort, String address) {
    this.scp = new InetSocketAddress(address, scpPort);
    this.boot = new InetSocketAddress(address, bootPort);
  }

  /** Boots the board as ybug does, with 10 ms between packets. */
  void boot() throws IOException {
    BootSender.boot(boot, BootImage.random(1, 30), Duration.ofMillis(10));
  }

  /** Polls as the tools do until the board says that it is ready. */
  ScpVersion version() throws IOException {
    try (ScpApplication tool = new ScpApplication(scp, Duration.ofMillis(500), 3)) {
      return await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(100))
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(tool::version, ScpVersion::isReady);
    }
  }

  /**
   * Writes random bytes and reads them back, as SpiNNMan does.
   *
   * @return how many requests it took
   * @throws IOException if the board does not answer or gives other bytes back
   */
  long memory() throws IOException {
    byte[] written = new byte[BYTES];
    new SplittableRandom(1).nextBytes(written);
    try (ScpApplication tool = new ScpApplication(scp, Duration.ofSeconds(1), 11)) {
      tool.writeWindowed(SDRAM, written, WINDOW);
      byte[] read = tool.readWindowed(SDRAM, BYTES, WINDOW);
      if (!Arrays.equals(written, read)) {
        throw new IOException("the board gave other bytes back than were written");
      }
      return 2L * BYTES / ScpApplication.PIECE;
    }
  }
}
