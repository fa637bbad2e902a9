package org.spinngate.server.config;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.spinngate.server.config.rule.Rules;

/**
 * Several gateways in front of the same boards.
 *
 * @param engine where they keep what they share
 * @param member which of them this one is
 * @param ttl for how long after its last sign of life a gateway's boards are still its own
 */
public record ClusterSettings(Engine engine, Member member, Duration ttl) {

  /** Checks the range. */
  public ClusterSettings {
    new Rules().between("ttl", ttl, Duration.ofSeconds(5), Duration.ofMinutes(5)).hold();
  }

  /**
   * The ZooKeeper servers.
   *
   * @param servers one quorum; names, which may mean something else later, are unresolved
   * @param chroot the path below which everything is kept
   * @param tls who this gateway is there
   */
  public record Engine(List<InetSocketAddress> servers, String chroot, Optional<Identity> tls) {
    private static final Pattern CHROOT = Pattern.compile("(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+");

    /** Checks the path, and that nothing secret goes over a network in clear. */
    public Engine {
      servers = List.copyOf(servers);
      new Rules()
          .that(!servers.isEmpty(), "connect", "must name at least one server as \"host:port\"")
          .that(
              CHROOT.matcher(chroot).matches() && !chroot.startsWith("/zookeeper"),
              "chroot",
              "must look like \"/spinngate\"")
          .that(
              tls.isPresent() || servers.stream().allMatch(Engine::isLoopback),
              "tls",
              "is needed: an attacker who reads or writes on the way to "
                  + "a server that is not on this machine can take boards away")
          .hold();
    }

    private static boolean isLoopback(InetSocketAddress server) {
      String host = server.getHostString();
      return host.equals("localhost")
          || Optional.ofNullable(NetUtil.createInetAddressFromIpAddressString(host))
              .filter(InetAddress::isLoopbackAddress)
              .isPresent();
    }
  }

  /**
   * The identity of this gateway towards the engine.
   *
   * @param own its certificate, the same or of the same subject at all gateways, and its key
   * @param ca PEM file of the authorities whose certificates the engine's servers have
   */
  public record Identity(TlsSettings own, Path ca) {}

  /**
   * One of several gateways.
   *
   * @param name for logs and tables
   * @param address where clients reach it, told to those who come to another one; unresolved
   */
  public record Member(String name, InetSocketAddress address) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    /** Checks the name, and that there is an address. */
    public Member {
      new Rules()
          .that(
              NAME.matcher(name).matches(),
              "name",
              "must be 1 to 63 letters, digits, dots, hyphens and underscores")
          .that(
              address.getPort() > 0,
              "address",
              "is missing: where clients reach this gateway, as \"host:port\"")
          .hold();
    }
  }

  /** An address as {@code host:port}, as it is written in the configuration. */
  public static String text(InetSocketAddress address) {
    String host = address.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
