package org.spinngate.client.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * In which order clients try the gateways of a facility: by descending weight of board and gateway
 * (rendezvous hashing; docs/protocol.md, "Several gateways"). All clients of one board come to the
 * same gateway so, boards are spread evenly, and one gateway more or less moves only its own.
 */
final class ServerOrder {
  private ServerOrder() {}

  /**
   * The order for a board.
   *
   * @param board its name, or empty if none is wanted in particular
   */
  static List<ServerAddress> of(String board, List<ServerAddress> servers) {
    Comparator<ServerAddress> byWeight =
        (one, other) -> Long.compareUnsigned(weight(board, other), weight(board, one));
    return servers.stream().sorted(byWeight).toList();
  }

  /**
   * The first eight bytes of SHA-256 over the board's name, a byte 0, and {@code host:port} with
   * the host in lower case; unsigned.
   */
  static long weight(String board, ServerAddress server) {
    String text = board + "\0" + server.toString().toLowerCase(Locale.ROOT);
    byte[] hash = sha256().digest(text.getBytes(StandardCharsets.UTF_8));
    long weight = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      weight = weight << Byte.SIZE | Byte.toUnsignedLong(hash[i]);
    }
    return weight;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
