package org.spinngate.server.config.file;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.spinngate.server.config.AddressBlock;
import org.spinngate.server.config.BoardPlace;
import org.spinngate.server.config.BoardSettings;
import org.spinngate.server.config.EntrySettings;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.HeartbeatTimes;
import org.spinngate.server.config.LegacySettings;
import org.spinngate.server.config.Limits;
import org.spinngate.server.config.LoginLimits;
import org.spinngate.server.config.OperatorSettings;
import org.spinngate.server.config.QueueLimits;
import org.spinngate.server.config.RestartSettings;
import org.spinngate.server.config.SessionSettings;
import org.spinngate.server.config.SharedLimit;
import org.spinngate.server.config.StreamSettings;
import org.spinngate.server.config.TlsSettings;
import org.spinngate.server.config.UserSettings;
import org.spinngate.server.config.file.PortClaims.Kind;
import org.spinngate.server.config.rule.Rules;

/** Reads the whole of the file, section by section. */
final class GatewayReader {
  private final Clock clock;

  GatewayReader(Clock clock) {
    this.clock = clock;
  }

  /** The configuration, or nothing if anything in it was a problem. */
  Optional<GatewayConfig> read(Section root) {
    Section gateway = root.section("gateway");
    List<InetSocketAddress> listen = listen(gateway);
    boolean udp = gateway.get("udp", Conversions::flag, true);
    boolean udpRoaming = gateway.get("udp-roaming", Conversions::flag, false);
    Optional<TlsSettings> tls = tls(gateway.section("tls"));
    Optional<SessionSettings> session = session(gateway.section("session"));
    Section limitsOfAll = gateway.section("limits");
    List<AddressBlock> proxies = trustedProxies(limitsOfAll);
    Optional<Limits> limits = limits(limitsOfAll);
    Map<String, BoardSettings> boards = new BoardsReader().read(gateway);
    Map<String, UserSettings> users = new UsersReader(boards.keySet()).read(gateway);
    Optional<RestartSettings> restart = restart(gateway.section("restart"));
    Optional<StreamSettings> stream = stream(gateway.section("stream"));
    Optional<OperatorSettings> operator = OperatorReader.read(gateway, clock);
    Optional<LegacySettings> legacy =
        LegacyReader.read(gateway.section("legacy"), boards.keySet(), users.keySet());
    PortClaims ports = claim(gateway, kind(udp, legacy), listen);
    claim(ports, gateway, legacy, operator, boards);
    gateway.refuseUnknownKeys();
    root.refuseUnknownKeys();
    if (Stream.of(tls, session, limits, restart, stream, operator, legacy)
        .anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(
        new GatewayConfig(
            new EntrySettings(
                listen, new EntrySettings.Udp(udp, udpRoaming), tls.get(), stream.get(), proxies),
            session.get(),
            limits.get(),
            boards,
            users,
            restart.get(),
            operator.get(),
            legacy.get()));
  }

  private static Kind kind(boolean udp, Optional<LegacySettings> legacy) {
    return udp || legacy.filter(LegacySettings::enabled).isPresent() ? Kind.BOTH : Kind.TCP;
  }

  private static PortClaims claim(Section gateway, Kind kind, List<InetSocketAddress> listen) {
    PortClaims ports = new PortClaims();
    ports.claim(gateway, "listen", "gateway.listen", kind, listen);
    return ports;
  }

  private static void claim(
      PortClaims ports,
      Section gateway,
      Optional<LegacySettings> legacy,
      Optional<OperatorSettings> operator,
      Map<String, BoardSettings> boards) {
    List<InetSocketAddress> boots =
        legacy.filter(LegacySettings::enabled).map(LegacySettings::bootListen).orElse(List.of());
    String path = "gateway.legacy.boot-listen";
    ports.claim(gateway.section("legacy"), "boot-listen", path, Kind.BOTH, boots);
    List<InetSocketAddress> pages = operator.map(one -> one.http().listen()).orElse(List.of());
    ports.claim(gateway.section("http"), "listen", "gateway.http.listen", Kind.TCP, pages);
    boards.values().forEach(board -> claim(ports, gateway.section("boards"), board));
  }

  private static void claim(PortClaims ports, Section boards, BoardSettings board) {
    if (board.place() instanceof BoardPlace.Simulated place) {
      String path = "gateway.boards." + board.name();
      ports.claim(boards, board.name(), path, Kind.UDP, List.of(place.scp(), place.boot()));
    }
  }

  static List<InetSocketAddress> listen(Section gateway) {
    List<InetSocketAddress> listen =
        gateway.list("listen", value -> gateway.addresses().listener(Conversions.filled(value)));
    gateway.build(
        () -> {
          new Rules()
              .that(!listen.isEmpty(), "listen", "is empty; name at least one \"host:port\"")
              .hold();
          return listen;
        });
    return listen;
  }

  private Optional<TlsSettings> tls(Section tls) {
    TlsSettings settings = new TlsSettings(tls.path("certificate"), tls.path("key"));
    tls.refuseUnknownKeys();
    Optional<TlsSettings> built = tls.build(() -> settings);
    built.ifPresent(files -> new TlsCheck(tls, clock).check(files));
    return built;
  }

  private static Optional<SessionSettings> session(Section session) {
    Duration grace = session.get("resume-grace", Conversions::duration, Duration.ZERO);
    Duration idle = session.get("idle-timeout", Conversions::duration, Duration.ZERO);
    Duration wanted = session.get("idle-timeout-if-wanted", Conversions::duration, Duration.ZERO);
    Duration warning = session.get("idle-warning", Conversions::duration, Duration.ZERO);
    Duration longest = session.get("max-duration", Conversions::duration, Duration.ZERO);
    Duration most = session.get("max-duration-if-wanted", Conversions::duration, Duration.ZERO);
    Duration notice = session.get("revoke-notice", Conversions::duration, Duration.ZERO);
    int perUser = session.get("max-per-user", Conversions::integer, 1);
    Duration heartbeat = session.get("heartbeat", Conversions::duration, Duration.ZERO);
    Duration deadline = session.get("heartbeat-deadline", Conversions::duration, Duration.ZERO);
    session.refuseUnknownKeys();
    // The default warning must not forbid a short time-out that says nothing about warnings.
    Duration fitting =
        session.sets("idle-warning")
            ? warning
            : warningBefore(idle, warningBefore(wanted, warning));
    return session.build(
        () ->
            new SessionSettings(
                grace,
                new SessionSettings.Span(idle, longest),
                new SessionSettings.Span(wanted, most),
                fitting,
                notice,
                perUser,
                new HeartbeatTimes(heartbeat, deadline)));
  }

  private static Duration warningBefore(Duration end, Duration warning) {
    boolean late = !end.isZero() && warning.compareTo(end) >= 0;
    return late ? end.dividedBy(2) : warning;
  }

  private static List<AddressBlock> trustedProxies(Section limits) {
    List<AddressBlock> proxies =
        limits.list(
            "trusted-proxies", value -> limits.addresses().network(Conversions.filled(value)));
    proxies.stream()
        .filter(network -> network.prefix() == 0)
        .forEach(
            everybody ->
                limits.warning(
                    "trusted-proxies",
                    everybody
                        + " is everybody: any client may say that the connection comes from"
                        + " elsewhere, so that no limit and no ban holds; name the addresses of"
                        + " your load balancers"));
    return proxies;
  }

  private static Optional<Limits> limits(Section limits) {
    SharedLimit connections =
        new SharedLimit(number(limits, "connections"), number(limits, "connections-per-address"));
    Limits.Pending pending =
        new Limits.Pending(
            number(limits, "pending-logins"),
            limits.get("login-deadline", Conversions::duration, Duration.ZERO));
    int sessions = number(limits, "sessions");
    Limits.Rate rate =
        new Limits.Rate(
            number(limits, "session-datagrams"),
            limits.get("session-bytes", Conversions::size, 0L));
    SharedLimit flows =
        new SharedLimit(number(limits, "flows"), number(limits, "flows-per-session"));
    int bootQueue = number(limits, "boot-queue");
    Optional<QueueLimits> queues = queues(limits);
    Optional<LoginLimits> logins = logins(limits);
    limits.refuseUnknownKeys();
    if (queues.isEmpty() || logins.isEmpty()) {
      return Optional.empty();
    }
    return limits.build(
        () ->
            new Limits(
                connections,
                pending,
                sessions,
                rate,
                flows,
                bootQueue,
                queues.get(),
                logins.get()));
  }

  private static Optional<QueueLimits> queues(Section limits) {
    long boots = limits.get("boot-bytes", Conversions::size, 0L);
    QueueLimits.Bound boards = bound(limits, "waiting-bytes", "waiting-bytes-per-user");
    QueueLimits.Bound lines = bound(limits, "line-bytes", "line-bytes-per-session");
    return limits.build(() -> new QueueLimits(boots, boards, lines));
  }

  private static QueueLimits.Bound bound(Section limits, String inAll, String ofOne) {
    return new QueueLimits.Bound(
        limits.get(inAll, Conversions::size, 0L), limits.get(ofOne, Conversions::size, 0L));
  }

  private static Optional<LoginLimits> logins(Section limits) {
    int failures = number(limits, "login-failures");
    int ofAddress = number(limits, "login-failures-per-address");
    Duration window = limits.get("login-failure-window", Conversions::duration, Duration.ZERO);
    Duration ban = limits.get("login-ban", Conversions::duration, Duration.ZERO);
    return limits.build(() -> new LoginLimits(new SharedLimit(ofAddress, failures), window, ban));
  }

  private static int number(Section section, String key) {
    return section.get(key, Conversions::integer, 1);
  }

  private static Optional<RestartSettings> restart(Section restart) {
    Optional<Path> journal = restart.optionalPath("journal");
    Duration priority = restart.get("priority", Conversions::duration, Duration.ZERO);
    restart.refuseUnknownKeys();
    return restart.build(() -> new RestartSettings(journal, priority));
  }

  private static Optional<StreamSettings> stream(Section stream) {
    String congestionControl = stream.get("congestion-control", Conversions::text, "");
    stream.refuseUnknownKeys();
    return stream.build(() -> new StreamSettings(congestionControl));
  }
}
