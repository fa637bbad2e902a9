package org.spinngate.server.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that one configuration file says, complete and valid.
 *
 * @param entry where and how clients come in
 * @param session how long sessions live
 * @param limits what the server gives to everybody together
 * @param boards by name, in the order of the file, at least one
 * @param users by name, in the order of the file
 * @param restart what sessions keep when the server is restarted
 * @param operator what the operator sees and does
 * @param legacy old clients
 */
public record GatewayConfig(
    EntrySettings entry,
    SessionSettings session,
    Limits limits,
    Map<String, BoardSettings> boards,
    Map<String, UserSettings> users,
    RestartSettings restart,
    OperatorSettings operator,
    LegacySettings legacy) {

  /** Copies the maps, keeping their order. */
  public GatewayConfig {
    boards = Collections.unmodifiableMap(new LinkedHashMap<>(boards));
    users = Collections.unmodifiableMap(new LinkedHashMap<>(users));
  }

  /**
   * Everybody who may have sessions.
   *
   * @param legacyClients whether the user is among them that all old clients are
   */
  public Map<String, UserSettings> everybody(boolean legacyClients) {
    if (!legacyClients) {
      return users;
    }
    Map<String, UserSettings> all = new LinkedHashMap<>(users);
    all.put(LegacySettings.USER, legacy.user());
    return all;
  }

  /** The control socket. */
  public ControlSettings control() {
    return operator.control();
  }

  /** The session table in the log. */
  public TableSettings table() {
    return operator.table();
  }

  /** Metrics and the status page. */
  public HttpSettings http() {
    return operator.http();
  }

  /** The other gateways in front of the same boards, if there are any. */
  public Optional<ClusterSettings> cluster() {
    return operator.cluster();
  }

  /** How boards are watched. */
  public ProbeSettings probe() {
    return operator.probe();
  }
}
