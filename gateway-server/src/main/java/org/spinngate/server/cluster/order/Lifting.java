package org.spinngate.server.cluster.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.spinngate.server.access.BanTarget;
import org.spinngate.server.cluster.ban.BanLift;
import org.spinngate.server.cluster.member.FittingChanges;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.cluster.record.KickRecord;
import org.spinngate.server.cluster.record.KickRecords;
import org.spinngate.server.ledger.LedgerChange;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.order.FarAnswer;

/**
 * Lifts bans at all gateways. What is written of it reaches those that are silent now, or start
 * later; the orders are there so that the others answer at once.
 *
 * <pre>
 *  one transaction:  /bans/lifted@…     no gateway heeds what was written of these bans by now
 *                    /kicks/A@P@…       gone, or ends what it is to end and keeps nobody away
 *                    /orders/G/o-…      for each gateway
 * </pre>
 *
 * <p>Thread-safe.
 */
record Lifting(Neighbours neighbours, OrderSender sender, KickMeans means) {
  CompletionStage<List<FarAnswer>> lift(BanTarget target) {
    return sender
        .send(neighbours.others(), GatewayOrder.lift(target), seen -> changes(target, seen))
        .thenApply(
            said -> {
              List<FarAnswer> answers = new ArrayList<>();
              said.forEach((gateway, answer) -> answers.add(means.answer(gateway, answer)));
              return answers;
            });
  }

  private List<LedgerChange> changes(BanTarget target, FittingChanges.Seen seen) {
    Stream<LedgerChange> kicks =
        neighbours.ledger().below(Keys.KICKS).stream()
            .flatMap(entry -> seen.find(entry.key()).stream())
            .flatMap(entry -> lifted(entry, target).stream());
    LedgerChange bans = BanLift.create(target, neighbours.ledger().below(Keys.BANS));
    return Stream.concat(Stream.of(bans), kicks).toList();
  }

  private Optional<LedgerChange> lifted(LedgerEntry entry, BanTarget target) {
    return KickRecord.of(entry)
        .filter(kick -> target.meansAccount(kick.account()) && !kick.isLifted())
        .map(
            kick ->
                new KickRecords(neighbours.ledger()).isOpen(kick)
                    ? new LedgerChange.Put(entry.key(), kick.lifted().text(), entry.version())
                    : new LedgerChange.Delete(entry.key(), entry.version()));
  }
}
