package org.spinngate.server.power;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.lease.Refusal;

/**
 * Who waits for a board that is made ready, who has it, and who has left without a farewell yet.
 *
 * <p>Confined to its event loop.
 */
final class Guests {
  private final Deque<GuestStay> waiting = new ArrayDeque<>();
  private final Set<GuestStay> present = new LinkedHashSet<>();
  private @Nullable GuestStay entering;
  private final Deque<Occasion> departures = new ArrayDeque<>();

  void arrived(GuestStay stay) {
    waiting.add(stay);
  }

  /** These have had the board since before it was looked after. */
  void found(Collection<GuestStay> stays) {
    present.addAll(stays);
  }

  /**
   * One has gone.
   *
   * @return whether it had the board, or its before-session has begun
   */
  boolean left(GuestStay stay) {
    boolean entered = waiting.remove(stay) && stay.equals(entering);
    return present.remove(stay) || entered;
  }

  void mustBidFarewell(Occasion gone) {
    departures.add(gone);
  }

  /** Whose after-session is to be run. */
  Optional<Occasion> departure() {
    return Optional.ofNullable(departures.peek());
  }

  void farewellSaid(Occasion gone) {
    departures.remove(gone);
  }

  /** No after-session is run any more for those who have gone. */
  void forgetFarewells() {
    departures.clear();
  }

  /** Who has waited for longest. */
  Optional<GuestStay> next() {
    return Optional.ofNullable(waiting.peek());
  }

  /** Whether one of those who wait had the board before, in an earlier process. */
  boolean anyReturns() {
    return waiting.stream().anyMatch(stay -> stay.guest().returns());
  }

  /** Whether one of this account has the board. */
  boolean has(String account) {
    return present.stream().anyMatch(stay -> stay.guest().account().equals(account));
  }

  /** Its before-session begins. */
  void enters(GuestStay stay) {
    entering = stay;
  }

  /** It has the board, unless it has gone meanwhile. */
  boolean admit(GuestStay stay) {
    entering = null;
    boolean there = waiting.remove(stay);
    if (there) {
      present.add(stay);
    }
    return there;
  }

  /** Whether anybody has the board. */
  boolean arePresent() {
    return !present.isEmpty();
  }

  /**
   * Who must not lose the board's power, if anybody.
   *
   * @param account whose guests may, if there is one
   * @param also whether those who wait for it must not, either
   */
  Optional<String> disturbedBy(Optional<String> account, boolean also) {
    Predicate<String> others = user -> !account.equals(Optional.of(user));
    return Stream.concat(present.stream(), also ? waiting.stream() : Stream.empty())
        .map(stay -> stay.guest().account())
        .filter(others)
        .findFirst();
  }

  void tell(String news) {
    waiting.forEach(stay -> stay.tell(news));
  }

  void refuseAll(Refusal refusal) {
    entering = null;
    refuse(refusal, stay -> true);
  }

  /**
   * All but those who had the board before, and one whose before-session has begun, who has its
   * after-session, too.
   */
  void refuseNew(Refusal refusal) {
    refuse(refusal, stay -> !stay.guest().returns());
  }

  private void refuse(Refusal refusal, Predicate<GuestStay> which) {
    List<GuestStay> all =
        waiting.stream().filter(stay -> !stay.equals(entering)).filter(which).toList();
    waiting.removeAll(all);
    all.forEach(stay -> stay.refuse(refusal));
  }
}
