package org.spinngate.server.link;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who was let in and who was not, on a logger of its own. The form of these lines is fixed:
 * programs that ban addresses read them.
 */
final class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger("org.spinngate.audit");

  private AuditLog() {}

  static void loggedIn(String user, String peer, String client) {
    LOG.info(
        "login accepted: user={} peer={} client={}",
        plain(user),
        peer,
        plain(client.replace(' ', '/')));
  }

  static void loginRefused(String user, String peer, String reason) {
    LOG.warn("login refused: user={} peer={} reason={}", plain(user), peer, reason);
  }

  static void boardRefused(String user, String peer, String board, String reason) {
    LOG.warn(
        "board refused: user={} peer={} board={} reason={}",
        plain(user),
        peer,
        plain(board),
        reason);
  }

  /** A stranger's words on one line and without a space, so that no field can be forged. */
  private static String plain(String words) {
    String safe = words.replaceAll("[^\\p{Alnum}._@+:/()-]", "?");
    return safe.isEmpty() ? "?" : safe;
  }
}
