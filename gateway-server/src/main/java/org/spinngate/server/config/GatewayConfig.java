package org.spinngate.server.config;

import java.net.InetSocketAddress;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that one configuration file says, complete and valid.
 *
 * @param listen the addresses of the tunnel's listeners, at least one; port 0 takes a free one
 * @param udp whether sessions may use UDP on the same ports, too
 * @param udpRoaming whether packets may come from another IP address than the session's stream
 * @param tls the server's identity
 * @param session how long sessions live
 * @param limits what the server gives to everybody together
 * @param boards by name, in the order of the file, at least one
 * @param users by name, in the order of the file
 * @param table the session table in the log
 * @param restart what sessions keep when the server is restarted
 * @param stream the connections of clients
 * @param operator what the operator sees and does
 * @param legacy old clients
 */
public record GatewayConfig(
    List<InetSocketAddress> listen,
    boolean udp,
    boolean udpRoaming,
    TlsSettings tls,
    SessionSettings session,
    Limits limits,
    Map<String, BoardSettings> boards,
    Map<String, UserSettings> users,
    TableSettings table,
    RestartSettings restart,
    StreamSettings stream,
    OperatorSettings operator,
    LegacySettings legacy) {

  /** Copies the collections, keeping their order. */
  public GatewayConfig {
    listen = List.copyOf(listen);
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

  /** Metrics and the status page. */
  public HttpSettings http() {
    return operator.http();
  }

  /** How boards are watched. */
  public ProbeSettings probe() {
    return operator.probe();
  }
}
