package org.spinngate.client.config;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The server and how to get in.
 *
 * @param servers where it listens; of several, the gateways of one facility, any of which will do.
 *     At least one
 * @param credential who asks
 * @param trust how the server's identity is checked
 * @param carrier what carries datagrams there
 */
public record ServerAccess(
    List<ServerAddress> servers, UserToken credential, Trust trust, CarrierWish carrier) {
  /** Keeps a copy of the list. */
  public ServerAccess {
    servers = List.copyOf(servers);
    if (servers.isEmpty()) {
      throw new IllegalArgumentException("no server");
    }
  }

  /** One server. */
  public ServerAccess(
      ServerAddress server, UserToken credential, Trust trust, CarrierWish carrier) {
    this(List.of(server), credential, trust, carrier);
  }

  /** One server, with the carrier that works. */
  public ServerAccess(ServerAddress server, UserToken credential, Trust trust) {
    this(server, credential, trust, CarrierWish.AUTO);
  }

  /** The one that is asked first. */
  public ServerAddress server() {
    return servers.get(0);
  }

  /**
   * The same servers in the order in which those who want a board try them.
   *
   * @param board its name, or empty if none is wanted in particular
   */
  public ServerAccess inOrderFor(String board) {
    return new ServerAccess(ServerOrder.of(board, servers), credential, trust, carrier);
  }

  /** The same with another wish for a carrier. */
  public ServerAccess by(CarrierWish wish) {
    return new ServerAccess(servers, credential, trust, wish);
  }

  /** The names or addresses of all, each once. */
  public List<String> hosts() {
    return servers.stream().map(ServerAddress::host).distinct().toList();
  }

  /** All of them, for people. */
  public String words() {
    return servers.stream().map(ServerAddress::toString).collect(Collectors.joining(", "));
  }

  /**
   * Reads one server, or several with commas between.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static List<ServerAddress> parseServers(String text) {
    List<ServerAddress> servers = CommaList.of(text).stream().map(ServerAddress::parse).toList();
    Set<String> known = new HashSet<>();
    for (ServerAddress server : servers) {
      if (!known.add(server.toString().toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException("server " + server + " is named twice");
      }
    }
    return servers;
  }
}
