package org.spinngate.simulated.frame;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What a simulated frame is like.
 *
 * @param address where its BMP listens, of IPv4; port 0 takes a free one
 * @param onTime from a command "on" until it is answered: the FPGAs of the boards are loaded
 * @param wakeUp from that answer until the boards' ROMs are there
 */
public record FrameSettings(InetSocketAddress address, Duration onTime, Duration wakeUp) {
  /** As real ones take it: some seconds (domain: power). */
  public static FrameSettings real(InetSocketAddress address) {
    return new FrameSettings(address, Duration.ofSeconds(3), Duration.ofSeconds(1));
  }

  /** In a hurry, for tests. */
  public static FrameSettings quick(InetSocketAddress address) {
    return new FrameSettings(address, Duration.ofMillis(20), Duration.ofMillis(20));
  }
}
