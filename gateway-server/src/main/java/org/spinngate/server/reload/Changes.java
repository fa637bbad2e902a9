package org.spinngate.server.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.spinngate.server.config.BoardSettings;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.UserSettings;

/** What is different between two configurations: a function of both and of nothing else. */
final class Changes {
  private static final String NEXT_START = "";
  private static final String NOW = "at once";
  private static final String FROM_NOW = "for what begins from now on";
  private static final String OLD_CLIENTS =
      "for who may come, and for which board, at once; sessions that would not begin now end";

  /** A section that can be compared, and when another value holds. */
  private record Part(String section, Function<GatewayConfig, Object> value, String when) {
    boolean live() {
      return !when.equals(NEXT_START);
    }
  }

  private static final List<Part> PARTS =
      List.of(
          new Part("gateway.listen", config -> config.entry().listen(), NEXT_START),
          new Part("gateway.udp", config -> config.entry().udp().on(), NEXT_START),
          new Part("gateway.udp-roaming", config -> config.entry().udp().roaming(), NOW),
          new Part("gateway.cluster", GatewayConfig::cluster, NEXT_START),
          new Part("gateway.restart", GatewayConfig::restart, NEXT_START),
          new Part("gateway.control", GatewayConfig::control, NEXT_START),
          new Part("gateway.http", GatewayConfig::http, NEXT_START),
          new Part("gateway.probe", GatewayConfig::probe, NEXT_START),
          new Part("gateway.reload", config -> config.operator().reload(), NEXT_START),
          new Part("gateway.log", config -> config.operator().log(), NEXT_START),
          new Part(
              "gateway.legacy (enabled, boot-listen)",
              config -> config.legacy().ports(),
              NEXT_START),
          new Part("gateway.legacy", config -> config.legacy().rules(), OLD_CLIENTS),
          new Part("gateway.drain", config -> config.operator().drain(), NOW),
          new Part("gateway.session", GatewayConfig::session, FROM_NOW),
          new Part("gateway.limits", GatewayConfig::limits, FROM_NOW),
          new Part(
              "gateway.limits.trusted-proxies",
              config -> config.entry().trustedProxies(),
              FROM_NOW),
          new Part("gateway.table", GatewayConfig::table, NOW),
          new Part("gateway.stream", config -> config.entry().stream(), FROM_NOW));

  private Changes() {}

  /**
   * Compares configurations.
   *
   * @param started what the process was started with, which holds for what only a restart can
   *     change
   * @param before what holds for everything else
   * @param newCertificate whether certificate or key have other bytes than before, even if their
   *     files have the same names
   */
  static List<Change> between(
      GatewayConfig started, GatewayConfig before, GatewayConfig after, boolean newCertificate) {
    List<Change> changes = new ArrayList<>();
    boards(before.boards(), after.boards(), changes);
    // Whether old clients are served is as it was at the start.
    boolean legacyClients = started.legacy().enabled();
    users(before.everybody(legacyClients), after.everybody(legacyClients), changes);
    for (Part part : PARTS) {
      GatewayConfig old = part.live() ? before : started;
      if (!part.value.apply(old).equals(part.value.apply(after))) {
        changes.add(
            part.live()
                ? new Change.SettingsChanged(part.section, part.when)
                : new Change.RestartNeeded(part.section));
      }
    }
    if (newCertificate) {
      changes.add(new Change.CertificateChanged());
    }
    return changes;
  }

  private static void boards(
      Map<String, BoardSettings> before, Map<String, BoardSettings> after, List<Change> changes) {
    for (BoardSettings board : after.values()) {
      BoardSettings old = before.get(board.name());
      if (old == null) {
        changes.add(new Change.BoardAdded(board.name()));
      } else if (!old.equals(board)) {
        changes.add(new Change.BoardChanged(board.name(), !old.place().equals(board.place())));
      }
    }
    before.keySet().stream()
        .filter(name -> !after.containsKey(name))
        .forEach(name -> changes.add(new Change.BoardRemoved(name)));
  }

  private static void users(
      Map<String, UserSettings> before, Map<String, UserSettings> after, List<Change> changes) {
    for (UserSettings user : after.values()) {
      UserSettings old = before.get(user.name());
      if (old == null) {
        changes.add(new Change.UserAdded(user.name()));
      } else if (!old.equals(user)) {
        changes.add(new Change.UserChanged(user.name()));
      }
    }
    before.keySet().stream()
        .filter(name -> !after.containsKey(name))
        .forEach(name -> changes.add(new Change.UserRemoved(name)));
  }
}
