package org.spinngate.server.cluster.order;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.spinngate.server.access.BanTarget;
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
            .sorted(Comparator.comparing(KickRecord::isLifted))
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
                    .map(kick -> row(kick, nameOf(board), home)));
  }

  private Optional<String> nameOf(LedgerEntry board) {
    return boards.all().stream()
        .filter(known -> Keys.board(known).equals(board.key()))
        .map(Board::name)
        .findFirst()
        .or(() -> Optional.of(Keys.name(board.key())));
  }

  private static Barred row(KickRecord kick, Optional<String> board, String gateway) {
    return row(
        kick.isLifted() ? Barred.Kind.ENDING : Barred.Kind.PENDING,
        kick.account(),
        board,
        kick.said().words(),
        gateway);
  }

  /** Users who are to be sent away, by gateways that have not said that it is done. */
  private Stream<Barred> orders() {
    return neighbours.ledger().below(Keys.ORDERS).stream()
        .flatMap(
            gateway ->
                orders(
                    neighbours.nameOf(Keys.name(gateway.key())),
                    neighbours.ledger().below(gateway.key()).stream()
                        .flatMap(entry -> GatewayOrder.of(entry).stream())
                        .filter(order -> order.said().isEmpty())
                        .toList()));
  }

  private static Stream<Barred> orders(String gateway, List<GatewayOrder> silent) {
    return silent.stream()
        .filter(order -> order.whom().kind() == GatewayOrder.Kind.USER)
        .map(
            order ->
                row(
                    isLifted(order, silent) ? Barred.Kind.ENDING : Barred.Kind.PENDING,
                    order.whom().name(),
                    Optional.empty(),
                    order.reason(),
                    gateway));
  }

  private static boolean isLifted(GatewayOrder kick, List<GatewayOrder> silent) {
    return silent.stream()
        .filter(order -> order.whom().kind() == GatewayOrder.Kind.LIFT)
        .flatMap(order -> BanTarget.parse(order.whom().name()).stream())
        .anyMatch(target -> target.meansAccount(kick.whom().name()));
  }

  private static Barred row(
      Barred.Kind kind, String account, Optional<String> board, String why, String gateway) {
    return new Barred(
        kind,
        new Barred.Who(Optional.empty(), Optional.of(account)),
        board,
        why,
        Optional.empty(),
        Optional.of(gateway));
  }
}
