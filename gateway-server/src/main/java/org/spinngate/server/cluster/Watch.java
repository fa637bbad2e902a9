package org.spinngate.server.cluster;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.record.HomeRecord;

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
  public BooleanSupplier term(Board board) {
    return homes.term(board);
  }

  @Override
  public boolean retreats() {
    return homes.retreats();
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
    return home.isEmpty() && neighbours.isFirst();
  }
}
