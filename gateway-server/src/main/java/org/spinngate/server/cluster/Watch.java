package org.spinngate.server.cluster;

import java.util.Optional;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.ledger.LedgerEntry;

/**
 * Which gateway does what with boards. A board is watched by its home; one that is nobody's, or
 * whose home is gone, by one of all gateways: the first by name.
 *
 * <p>Thread-safe.
 */
record Watch(Neighbours neighbours, Homes homes) implements Tenure {
  @Override
  public boolean holds() {
    return neighbours.member().tenure().holds();
  }

  @Override
  public boolean serves(Board board) {
    return homes.serves(board);
  }

  @Override
  public boolean watches(Board board) {
    if (homes.serves(board)) {
      return true;
    }
    Optional<String> home =
        neighbours
            .ledger()
            .find(Keys.board(board))
            .map(entry -> HomeRecord.of(entry).home())
            .filter(neighbours.member()::isMember);
    return home.isEmpty() && isFirst();
  }

  private boolean isFirst() {
    return neighbours.ledger().below(Keys.GATEWAYS).stream()
        .findFirst()
        .map(LedgerEntry::key)
        .filter(Keys.gateway(neighbours.member().id())::equals)
        .isPresent();
  }
}
