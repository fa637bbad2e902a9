package org.spinngate.server.config.file;

import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The ports of this machine that a configuration wants, so that one that two of its parts want is
 * found before the server is started. All addresses of a family contain each of them, and those of
 * the other family, too, unless the same list names one of those at that port.
 */
final class PortClaims {
  private final List<Claim> claims = new ArrayList<>();

  /** What a port is wanted for. */
  enum Kind {
    /** Connections. */
    TCP,
    /** Datagrams. */
    UDP,
    /** Both. */
    BOTH;

    boolean meets(Kind other) {
      return this == other || this == BOTH || other == BOTH;
    }
  }

  private record Claim(InetSocketAddress address, boolean bothFamilies, Kind kind, String key) {
    boolean meets(Claim other) {
      return address.getPort() == other.address.getPort()
          && kind.meets(other.kind)
          && (covers(other.host()) || other.covers(host()));
    }

    private InetAddress host() {
      return address.getAddress();
    }

    private boolean covers(InetAddress other) {
      boolean sameFamily = (host() instanceof Inet4Address) == (other instanceof Inet4Address);
      return host().equals(other) || (host().isAnyLocalAddress() && (sameFamily || bothFamilies));
    }
  }

  /**
   * Claims the addresses of one list, and notes a problem for each that is taken already.
   *
   * @param where the section of the list
   * @param key its key there
   * @param path the same for people, such as {@code gateway.listen}
   */
  void claim(Section where, String key, String path, Kind kind, List<InetSocketAddress> listed) {
    for (InetSocketAddress address : listed) {
      if (address.isUnresolved()) {
        where.warning(
            key, "'" + address.getHostString() + "' cannot be resolved now; a start waits for it");
      } else if (address.getPort() != 0) {
        Claim claim = new Claim(address, bothFamilies(address, listed), kind, path);
        earlier(claim).ifPresent(other -> where.problem(key, words(claim, other)));
        claims.add(claim);
      }
    }
  }

  private static boolean bothFamilies(InetSocketAddress address, List<InetSocketAddress> listed) {
    return listed.stream()
        .filter(other -> other.getPort() == address.getPort() && !other.isUnresolved())
        .allMatch(other -> isIpv4(other) == isIpv4(address));
  }

  private static boolean isIpv4(InetSocketAddress address) {
    return address.getAddress() instanceof Inet4Address;
  }

  private Optional<Claim> earlier(Claim claim) {
    return claims.stream().filter(claim::meets).findFirst();
  }

  private static String words(Claim claim, Claim other) {
    if (claim.address.equals(other.address)) {
      return claim.key.equals(other.key)
          ? "names the same address twice"
          : "names an address of " + other.key + " as well";
    }
    return "%s cannot be had beside %s of %s; one contains the other"
        .formatted(
            NetUtil.toSocketAddressString(claim.address),
            NetUtil.toSocketAddressString(other.address),
            other.key.equals(claim.key) ? "the same list" : other.key);
  }
}
