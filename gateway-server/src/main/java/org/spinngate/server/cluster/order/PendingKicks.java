package org.spinngate.server.cluster.order;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.record.HomeRecord;
import org.spinngate.server.cluster.record.KickRecord;
import org.spinngate.server.cluster.record.KickRecords;
import org.spinngate.server.cluster.record.SessionRecord;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.order.Barred;

/**
 * Who was made to leave and has not gone yet, since a gateway is silent: read from the ledger's
 * copy whenever somebody looks.
 *
 * <p>Thread-safe.
 */
record PendingKicks(Neighbours neighbours, BoardDirectory boards) {
  List<Barred> rows() {
    return Stream.concat(sessions(), orders()).toList();
  }

  /** Sessions that are to be ended wherever they are. */
  private Stream<Barred> sessions() {
    List<KickRecord> open =
        neighbours.ledger().below(Keys.KICKS).stream()
            .flatMap(entry -> KickRecord.of(entry).stream())
            .filter(new KickRecords(neighbours.ledger())::isOpen)
            .toList();
    return open.isEmpty()
        ? Stream.empty()
        : neighbours.ledger().below(Keys.BOARDS).stream().flatMap(board -> onBoard(board, open));
  }

  private Stream<Barred> onBoard(LedgerEntry board, List<KickRecord> open) {
    String home = neighbours.nameOf(HomeRecord.of(board).home());
    return neighbours.ledger().below(board.key()).stream()
        .flatMap(
            entry ->
                SessionRecord.of(entry, "").stream()
                    .flatMap(
                        session -> open.stream().filter(kick -> kick.ends(entry.key(), session)))
                    .limit(1)
                    .map(kick -> row(kick.account(), nameOf(board), kick.said().words(), home)));
  }

  private Optional<String> nameOf(LedgerEntry board) {
    return boards.all().stream()
        .filter(known -> Keys.board(known).equals(board.key()))
        .map(Board::name)
        .findFirst()
        .or(() -> Optional.of(Keys.name(board.key())));
  }

  /** Users who are to be sent away, by gateways that have not said that it is done. */
  private Stream<Barred> orders() {
    return neighbours.ledger().below(Keys.ORDERS).stream()
        .flatMap(
            gateway ->
                neighbours.ledger().below(gateway.key()).stream()
                    .flatMap(entry -> GatewayOrder.of(entry).stream())
                    .filter(order -> order.said().isEmpty())
                    .filter(order -> order.whom().kind() == GatewayOrder.Kind.USER)
                    .map(
                        order ->
                            row(
                                order.whom().name(),
                                Optional.empty(),
                                order.reason(),
                                neighbours.nameOf(Keys.name(gateway.key())))));
  }

  private static Barred row(String account, Optional<String> board, String why, String gateway) {
    return new Barred(
        Barred.Kind.PENDING,
        new Barred.Who(Optional.empty(), Optional.of(account)),
        board,
        why,
        Optional.empty(),
        Optional.of(gateway));
  }
}
