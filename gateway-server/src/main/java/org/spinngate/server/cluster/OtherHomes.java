package org.spinngate.server.cluster;

import java.util.List;
import java.util.Optional;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.Board;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.lease.Refusal;

/**
 * Where a client finds a board that this gateway gives to nobody any more.
 *
 * <p>Thread-safe.
 *
 * @param neighbours the other gateways, of which one takes it
 */
record OtherHomes(Neighbours neighbours) {
  /** Whom a client is sent to; nobody if there is none. */
  Home homeOf(Board board) {
    return addressOf(board)
        .<Home>map(Home.At::new)
        .orElseGet(() -> new Home.Unknown(Refusal.of(CloseCause.STOPPING)));
  }

  /**
   * The address of a gateway that may give the board: its present home, or else one that is the
   * same for all who ask, so that the board moves once.
   */
  Optional<String> addressOf(Board board) {
    String key = Keys.board(board);
    List<String> takers = neighbours.takers();
    return neighbours
        .ledger()
        .find(key)
        .map(entry -> HomeRecord.of(entry).home())
        .filter(takers::contains)
        .or(() -> oneOf(takers, key))
        .flatMap(neighbours.member()::addressOf);
  }

  private static Optional<String> oneOf(List<String> takers, String key) {
    return takers.isEmpty()
        ? Optional.empty()
        : Optional.of(takers.get(Math.floorMod(key.hashCode(), takers.size())));
  }
}
