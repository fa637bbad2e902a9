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
  /** A section that can be compared, and whether it can change while the server runs. */
  private record Part(String section, Function<GatewayConfig, Object> value, boolean live) {}

  private static final List<Part> PARTS =
      List.of(
          new Part("gateway.listen", GatewayConfig::listen, false),
          new Part("gateway.udp", GatewayConfig::udp, false),
          new Part("gateway.udp-roaming", GatewayConfig::udpRoaming, true),
          new Part("gateway.restart", GatewayConfig::restart, false),
          new Part("gateway.control", GatewayConfig::control, false),
          new Part("gateway.http", GatewayConfig::http, false),
          new Part("gateway.probe", GatewayConfig::probe, false),
          new Part("gateway.reload", config -> config.operator().reload(), false),
          new Part("gateway.log", config -> config.operator().log(), false),
          new Part(
              "gateway.legacy (enabled, boot-listen)", config -> config.legacy().ports(), false),
          new Part("gateway.legacy", config -> config.legacy().rules(), true),
          new Part("gateway.drain", config -> config.operator().drain(), true),
          new Part("gateway.session", GatewayConfig::session, true),
          new Part("gateway.limits", GatewayConfig::limits, true),
          new Part("gateway.table", GatewayConfig::table, true),
          new Part("gateway.stream", GatewayConfig::stream, true));

  private Changes() {}

  /**
   * Compares configurations.
   *
   * @param started what the process was started with, which holds for what only a restart can
   *     change
   * @param before what holds for everything else
   * @param newCertificate whether certificate or key have other bytes than before, whatever their
   *     files are called
   */
  static List<Change> between(
      GatewayConfig started, GatewayConfig before, GatewayConfig after, boolean newCertificate) {
    List<Change> changes = new ArrayList<>();
    boards(before.boards(), after.boards(), changes);
    // Whether old clients are served is as it was at the start.
    boolean oldClients = started.legacy().enabled();
    users(before.everybody(oldClients), after.everybody(oldClients), changes);
    for (Part part : PARTS) {
      GatewayConfig old = part.live ? before : started;
      if (!part.value.apply(old).equals(part.value.apply(after))) {
        changes.add(
            part.live
                ? new Change.SettingsChanged(part.section)
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
