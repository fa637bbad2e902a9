package org.spinngate.endtoend;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;

/** A program for {@code run}: boots without a pause between packets, and ends at once. */
final class BootAndEnd {
  private BootAndEnd() {}

  /** The first argument says how many of the packets it sends before it ends. */
  public static void main(String[] args) throws Exception {
    InetSocketAddress board =
        new InetSocketAddress(
            System.getenv("SPINNGATE_LOCAL_ADDRESS"),
            Integer.parseInt(System.getenv("SPINNGATE_LOCAL_BOOT_PORT")));
    try (BootSender sender = new BootSender(board, Duration.ZERO)) {
      sender.send(BootImage.random(1, 30).packets().subList(0, Integer.parseInt(args[0])));
    }
  }
}
