package org.spinngate.server.config;

import java.net.InetSocketAddress;

/** Where the two UDP services of a board are found. */
public sealed interface BoardPlace {

  /** The address of SCP and SDP. */
  InetSocketAddress scp();

  /** The address of the boot service. */
  InetSocketAddress boot();

  /** A board on the facility's network. */
  record Lan(InetSocketAddress scp, InetSocketAddress boot) implements BoardPlace {}

  /**
   * A board that the server simulates itself.
   *
   * @param scp the loopback address to bind; port 0 takes a free one
   * @param boot the loopback address to bind; port 0 takes a free one
   * @param options how the simulated board behaves
   */
  record Simulated(InetSocketAddress scp, InetSocketAddress boot, SimulationOptions options)
      implements BoardPlace {

    /** Refuses addresses that other machines can reach: a simulated board asks for no login. */
    public Simulated {
      new Rules()
          .that(
              scp.getAddress().isLoopbackAddress() && boot.getAddress().isLoopbackAddress(),
              "host",
              "a simulated board listens on a loopback address only, such as 127.0.0.2")
          .hold();
    }
  }
}
