package org.spinngate.server.board;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.board.Board.Addresses;

/**
 * Which addresses the boards have that are described by names. No two boards are ever at one
 * address, since that is one board, which would have two holders: a board that is held keeps its
 * address, and of the others the first in the operator's order gets it.
 *
 * <p>Thread-safe.
 */
public final class BoardNames {
  private final Map<String, InetAddress> meanings = new HashMap<>();

  /** What a name means now. */
  public synchronized void learn(String host, InetAddress address) {
    meanings.put(key(host), address);
  }

  private static String key(String host) {
    return host.toLowerCase(Locale.ROOT);
  }

  /**
   * Gives the boards that are described by names the addresses that these mean.
   *
   * @param byName the hosts of those boards that are described by names
   */
  public synchronized void settle(Collection<Board> boards, Map<String, String> byName) {
    List<Board> taken = new ArrayList<>();
    List<Board> movable = new ArrayList<>();
    for (Board board : boards) {
      boolean stays = !byName.containsKey(board.name()) || board.mustStay();
      (stays ? taken : movable).add(board);
    }
    for (Board board : movable) {
      settle(board, byName.getOrDefault(board.name(), ""), taken);
    }
  }

  private void settle(Board board, String host, List<Board> taken) {
    Addresses wanted = wanted(board, meanings.get(key(host)));
    if (wanted.areUnknown()) {
      return;
    }
    for (Board other : taken) {
      if (!other.isSamePlaceAs(board) && other.addresses().meet(wanted)) {
        board.loseWay("its name means the address of board " + other.name());
        return;
      }
    }
    board.moveTo(wanted);
    taken.add(board);
  }

  private static Addresses wanted(Board board, @Nullable InetAddress meaning) {
    Addresses now = board.addresses();
    return meaning == null
        ? now
        : new Addresses(
            new InetSocketAddress(meaning, now.scp().getPort()),
            new InetSocketAddress(meaning, now.boot().getPort()));
  }
}
