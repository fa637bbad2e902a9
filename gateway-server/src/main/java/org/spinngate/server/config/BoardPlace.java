package org.spinngate.server.config;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.config.rule.Rules;

/** Where the two UDP services of a board are found. */
public sealed interface BoardPlace {

  /** The address of SCP and SDP. */
  InetSocketAddress scp();

  /** The address of the boot service. */
  InetSocketAddress boot();

  /**
   * A board on the facility's network. It is the same place as another one if it is described by
   * the same address, or by the same name, even if that stands for another address by now.
   *
   * @param scp with the name that it is described by, if it is; unresolved as long as that is not
   *     known
   * @param boot the same
   */
  record Lan(InetSocketAddress scp, InetSocketAddress boot) implements BoardPlace {

    /** What the operator has written. */
    public String host() {
      return scp.getHostString();
    }

    /** Whether it is a name, whose meaning may change. */
    public boolean isByName() {
      return !NetUtil.isValidIpV4Address(host()) && !NetUtil.isValidIpV6Address(host());
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Lan that
          && isByName() == that.isByName()
          && (isByName() ? host().equalsIgnoreCase(that.host()) : isAt(that))
          && scp.getPort() == that.scp.getPort()
          && boot.getPort() == that.boot.getPort();
    }

    private boolean isAt(Lan that) {
      return Objects.equals(scp.getAddress(), that.scp.getAddress());
    }

    @Override
    public int hashCode() {
      return Objects.hash(scp.getPort(), boot.getPort());
    }
  }

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
