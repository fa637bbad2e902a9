package org.spinngate.server.cluster.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.spinngate.server.admission.Bar;
import org.spinngate.server.cluster.member.FittingChanges;
import org.spinngate.server.cluster.member.Keys;
import org.spinngate.server.cluster.member.Neighbours;
import org.spinngate.server.ledger.LedgerEntry;
import org.spinngate.server.ledger.LedgerFaults;
import org.spinngate.server.ledger.LedgerUnsure;
import org.spinngate.server.order.FarAnswer;

/**
 * Sends a user away from all gateways. Every session has a place in the quota of its user, from
 * before it begins until it is over: what stands there before and after the kick is written is what
 * it ends, wherever it is and however long its gateway is silent.
 *
 * <p>Thread-safe.
 */
record UserKicks(
    FirstJoining joining, OrderSender sender, SessionKicks sessions, BarredAccounts barred) {
  CompletionStage<List<FarAnswer>> kick(String user, String reason) {
    Bar bar = Bar.ofUser(user, reason);
    Set<String> known = keys(neighbours().ledger().below(Keys.user(user)));
    return joining
        .then(() -> placesOf(user))
        .thenCompose(places -> kick(Kick.of(bar, reason, places), user))
        .whenComplete(
            (answers, fault) -> {
              // Nobody knows whether the others have heard it: they are told again.
              if (fault != null && LedgerFaults.causeOf(fault) instanceof LedgerUnsure) {
                var unused = barred.tell(Kick.of(bar, reason, known));
              }
            });
  }

  private Neighbours neighbours() {
    return joining.neighbours();
  }

  private CompletionStage<Set<String>> placesOf(String user) {
    return neighbours().ledger().readBelow(Keys.user(user)).thenApply(UserKicks::keys);
  }

  private static Set<String> keys(List<LedgerEntry> places) {
    return places.stream().map(LedgerEntry::key).collect(Collectors.toSet());
  }

  private CompletionStage<List<FarAnswer>> kick(Kick kick, String user) {
    GatewayOrder order = GatewayOrder.user(user, kick.record().said().reason());
    return sender
        .send(neighbours().others(), order, kick::changes)
        .thenCompose(said -> endTheRest(kick, user, said));
  }

  private CompletionStage<List<FarAnswer>> endTheRest(
      Kick kick, String user, Map<String, Optional<GatewayOrder>> said) {
    List<FarAnswer> answers = new ArrayList<>();
    said.forEach((gateway, answer) -> answers.add(sessions.means().answer(gateway, answer)));
    return placesOf(user)
        .thenCompose(places -> FittingChanges.make(neighbours(), seen -> kick.more(places, seen)))
        .thenCompose(made -> sessions.endOrphans(kick))
        .thenApply(
            ended -> {
              answers.addAll(ended);
              return answers;
            });
  }
}
