package org.spinngate.server.config.file;

import com.typesafe.config.ConfigValue;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.spinngate.server.config.ClusterSettings;
import org.spinngate.server.config.ClusterSettings.Engine;
import org.spinngate.server.config.ClusterSettings.Identity;
import org.spinngate.server.config.ClusterSettings.Member;
import org.spinngate.server.config.TlsSettings;
import org.spinngate.server.tls.PemFiles;

/** Reads with which others this gateway shares its boards. */
final class ClusterReader {
  private static final InetSocketAddress NOWHERE = InetSocketAddress.createUnresolved("", 0);

  private final Section cluster;
  private final Clock clock;

  ClusterReader(Section cluster, Clock clock) {
    this.cluster = cluster;
    this.clock = clock;
  }

  /** Nothing if something is wrong; nothing within it if this gateway stands alone. */
  Optional<Optional<ClusterSettings>> read() {
    List<InetSocketAddress> servers = cluster.get("connect", ClusterReader::servers, List.of());
    String chroot = cluster.get("chroot", Conversions::text, "");
    String name = cluster.get("name", Conversions::text, "");
    Duration ttl = cluster.get("ttl", Conversions::duration, Duration.ZERO);
    Section tls = cluster.section("tls");
    List<Optional<Path>> files =
        Stream.of("certificate", "key", "ca").map(tls::optionalPath).toList();
    tls.refuseUnknownKeys();
    cluster.refuseUnknownKeys("address");
    if (servers.isEmpty()) {
      return alone();
    }
    InetSocketAddress address = cluster.get("address", ClusterReader::address, NOWHERE);
    Optional<Optional<Identity>> identity = identity(tls, files);
    return identity.flatMap(
        own ->
            cluster.build(
                () ->
                    Optional.of(
                        new ClusterSettings(
                            new Engine(servers, chroot, own), new Member(name, address), ttl))));
  }

  private Optional<Optional<ClusterSettings>> alone() {
    Optional<Optional<ClusterSettings>> nothing = cluster.build(Optional::empty);
    if (nothing.isPresent() && !cluster.keys().isEmpty() && !cluster.sets("connect")) {
      cluster.problem("connect", "is missing: the ZooKeeper servers, as \"zk1:2281,zk2:2281\"");
      return Optional.empty();
    }
    return nothing;
  }

  private static List<InetSocketAddress> servers(ConfigValue value) throws Unfit {
    List<InetSocketAddress> servers = new ArrayList<>();
    for (String server : Conversions.text(value).split(",", -1)) {
      if (!Conversions.text(value).isBlank()) {
        servers.add(Addresses.unresolved(server.strip()));
      }
    }
    return servers;
  }

  private static InetSocketAddress address(ConfigValue value) throws Unfit {
    String text = Conversions.text(value);
    return text.isEmpty() ? NOWHERE : Addresses.unresolved(text);
  }

  private Optional<Optional<Identity>> identity(Section tls, List<Optional<Path>> files) {
    List<Path> named = files.stream().flatMap(Optional::stream).toList();
    if (named.isEmpty()) {
      return tls.build(Optional::empty);
    }
    if (named.size() < files.size()) {
      tls.problem("", "needs all of certificate, key and ca");
      return Optional.empty();
    }
    TlsSettings own = new TlsSettings(named.get(0), named.get(1));
    new TlsCheck(tls, clock).check(own);
    checkAuthorities(tls, named.get(2));
    return tls.build(() -> Optional.of(new Identity(own, named.get(2))));
  }

  private static void checkAuthorities(Section tls, Path ca) {
    try {
      if (!Files.exists(ca)) {
        tls.problem("ca", ca + " does not exist");
      } else if (PemFiles.certificates(PemFiles.read(ca)).isEmpty()) {
        tls.problem("ca", "holds no PEM block BEGIN CERTIFICATE");
      }
    } catch (IOException e) {
      tls.problem("ca", ca + " cannot be read; check who owns it and its permissions");
    } catch (GeneralSecurityException e) {
      tls.problem("ca", "holds a certificate that cannot be understood");
    }
  }
}
