package org.spinngate.server.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import org.spinngate.server.board.Board;

/**
 * Where things stand in the ledger.
 *
 * <pre>
 *  /gateways/G      a gateway, from its start to its end; a new one after each start
 *  /beats/G         a number, changed again and again while it lives
 *  /boards/P        who serves the board at this place on its network
 *  /boards/P/SID    a session of it
 *  /users/U         changed by whoever takes a place in the quota of this account
 *  /users/U/…       a place in it
 * </pre>
 *
 * <p>Boards stand there by their addresses, so that two gateways that call one board by two names
 * meet. What is no letter, digit, point, underscore or hyphen in a name is written as the {@code
 * %XX} of its UTF-8, a point at the beginning too.
 */
final class Keys {
  static final String GATEWAYS = "/gateways";
  static final String BEATS = "/beats";
  static final String BOARDS = "/boards";
  static final String USERS = "/users";

  private Keys() {}

  static String gateway(String id) {
    return GATEWAYS + "/" + escaped(id);
  }

  static String beat(String id) {
    return BEATS + "/" + escaped(id);
  }

  static String board(Board board) {
    InetSocketAddress place = board.addresses().scp();
    return BOARDS + "/" + escaped(place.getHostString() + ":" + place.getPort());
  }

  static String user(String account) {
    return USERS + "/" + escaped(account);
  }

  static String escaped(String name) {
    String text = URLEncoder.encode(name, UTF_8).replace("+", "%20").replace("*", "%2A");
    return text.startsWith(".") ? "%2E" + text.substring(1) : text;
  }

  /** The last part of a key, as it was before it was escaped. */
  static String name(String key) {
    return URLDecoder.decode(key.substring(key.lastIndexOf('/') + 1), UTF_8);
  }
}
