package org.spinngate.server;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.spinngate.server.board.Board;
import org.spinngate.simulated.SimulatedBoard;

/**
 * Which UDP ports at a board's address are its own, so that a user's reverse tag may open a way
 * there. Other boards can have the same address, by port forwards or since they are simulated; and
 * at an address of this machine other programs listen.
 *
 * <p>Immutable; what it gives may be asked from any thread.
 */
final class ReverseReach {
  private final List<Board> all;
  private final Set<InetAddress> here;

  /**
   * @param all every board that there is
   * @param here the addresses of this machine
   */
  ReverseReach(List<Board> all, Set<InetAddress> here) {
    this.all = List.copyOf(all);
    this.here = Set.copyOf(here);
  }

  /** The ports of one board; of a simulated one, those where it listens just then. */
  IntPredicate of(Board board, Optional<SimulatedBoard> simulated) {
    IntPredicate listens =
        simulated.<IntPredicate>map(own -> own::listensAt).orElse(port -> isElsewhere(board));
    return port -> listens.test(port) && isNobodys(board.addresses().scp().getAddress(), port);
  }

  private boolean isElsewhere(Board board) {
    InetAddress host = board.addresses().scp().getAddress();
    return host != null && !host.isAnyLocalAddress() && !here.contains(host);
  }

  private boolean isNobodys(InetAddress host, int port) {
    for (Board other : all) {
      Board.Addresses taken = other.addresses();
      boolean same = host.equals(taken.scp().getAddress());
      if (same && (port == taken.scp().getPort() || port == taken.boot().getPort())) {
        return false;
      }
    }
    return true;
  }
}
