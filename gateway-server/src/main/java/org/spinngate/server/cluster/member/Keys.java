package org.spinngate.server.cluster.member;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.spinngate.server.board.Board;

/**
 * Where things stand in the ledger.
 *
 * <pre>
 *  /gateways/G      a gateway, from its start to its end; a new one after each start
 *  /beats/G         a number, changed again and again while it lives
 *  /boards/P        who serves the board at this place on its network
 *  /boards/P/SID    a session of it
 *  /users/U         changed by the one who takes a place in the quota of this account
 *  /users/U/…       a place in it
 *  /kicks/A@P@…     the account was made to leave the board; without P, every board
 *  /service/P       why the board is out of service
 *  /care/P          whether the board is off, or was used since its last power cycle
 *  /orders/G/o-…    what another gateway asks of this one
 *  /orders/G/p-…    the same of the power of a board
 *  /bans/G          whom the gateway does not hear
 * </pre>
 *
 * <p>Boards stand there by their addresses, so that two gateways that call one board by two names
 * meet. What is no letter, digit, point, underscore or hyphen in a name is written as the {@code
 * %XX} of its UTF-8, a point at the beginning too.
 */
public final class Keys {
  /** Above all gateways. */
  public static final String GATEWAYS = "/gateways";

  /** Above their beats. */
  public static final String BEATS = "/beats";

  /** Above all boards. */
  public static final String BOARDS = "/boards";

  /** Above all accounts. */
  public static final String USERS = "/users";

  /** Above all accounts that were made to leave. */
  public static final String KICKS = "/kicks";

  /** Above all boards that are out of service. */
  public static final String SERVICE = "/service";

  /** Above what is known of the power of boards. */
  public static final String CARE = "/care";

  /** Above all gateways that somebody asks something of. */
  public static final String ORDERS = "/orders";

  /** Above the bans of all gateways. */
  public static final String BANS = "/bans";

  /** What the keys of lifts of bans begin with, among bans. */
  public static final String LIFTS = BANS + "/lifted@";

  /** The keys that the ledger must have before anybody joins. */
  public static final List<String> TOP =
      List.of(GATEWAYS, BEATS, BOARDS, USERS, KICKS, SERVICE, CARE, ORDERS, BANS);

  private Keys() {}

  /** Of a gateway. */
  public static String gateway(String id) {
    return GATEWAYS + "/" + escaped(id);
  }

  /** Of the beats of a gateway. */
  public static String beat(String id) {
    return BEATS + "/" + escaped(id);
  }

  /** Of a board. */
  public static String board(Board board) {
    return BOARDS + "/" + place(board);
  }

  /** Where a board is, as it stands in a key. */
  public static String place(Board board) {
    InetSocketAddress place = board.addresses().scp();
    InetAddress address = place.getAddress();
    String host = address == null ? place.getHostString() : address.getHostAddress();
    return escaped(host + ":" + place.getPort());
  }

  /**
   * Of an account that is made to leave; no other kick has this key.
   *
   * @param place of the board; empty for every board
   */
  public static String newKick(String account, String place) {
    return KICKS + "/" + escaped(account) + "@" + place + "@" + nobodys();
  }

  /** Of a lift of bans; no other lift has this key. */
  public static String newLift() {
    return LIFTS + nobodys();
  }

  private static String nobodys() {
    return String.format("%016x", ThreadLocalRandom.current().nextLong());
  }

  /** Of a board that is out of service. */
  public static String service(Board board) {
    return SERVICE + "/" + place(board);
  }

  /**
   * Of a board's power.
   *
   * @param board its {@link #board}
   */
  public static String care(String board) {
    return CARE + board.substring(BOARDS.length());
  }

  /** Above what others ask of a gateway. */
  public static String orders(String id) {
    return ORDERS + "/" + escaped(id);
  }

  /** Of something that is asked of a gateway; nothing else has this key. */
  public static String newOrder(String id) {
    return orders(id) + "/o-" + nobodys();
  }

  /** The same of the power of a board. */
  public static String newPowerOrder(String id) {
    return orders(id) + "/p-" + nobodys();
  }

  /** Of the bans of a gateway. */
  public static String bans(String id) {
    return BANS + "/" + escaped(id);
  }

  /** Of an account. */
  public static String user(String account) {
    return USERS + "/" + escaped(account);
  }

  /** A name as it stands in a key. */
  public static String escaped(String name) {
    String text = URLEncoder.encode(name, UTF_8).replace("+", "%20").replace("*", "%2A");
    return text.startsWith(".") ? "%2E" + text.substring(1) : text;
  }

  /** The last part of a key, as it was before it was escaped. */
  public static String name(String key) {
    return URLDecoder.decode(key.substring(key.lastIndexOf('/') + 1), UTF_8);
  }
}
