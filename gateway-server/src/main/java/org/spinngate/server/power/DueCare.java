package org.spinngate.server.power;

import java.util.Optional;
import org.spinngate.server.board.PowerOutcome;

/**
 * What is done to a board next when nothing is under way, the first of these that is due.
 *
 * <pre>
 *  order to switch it off       an operator's
 *  after-session                of one who has left
 *  other order
 *  power cycle                  if it was used, and its policy wants that, or one is half done
 *  switching on                 if it is off, and a guest waits
 *  before-session               of the guest who has waited for longest, who has the board then
 * </pre>
 *
 * <p>Confined to its event loop.
 */
final class DueCare {
  private final Guests guests;
  private final Orders orders;
  private final Restraints restraints;
  private final BoardPower power;
  private final Runnable again;

  /**
   * @param guests who come and go
   * @param orders what people want of its power
   * @param restraints whom it is kept for, and whether anybody works on it
   * @param power whether it is off, or must be power-cycled
   * @param again run when something was done at once, and the next thing may be due
   */
  DueCare(Guests guests, Orders orders, Restraints restraints, BoardPower power, Runnable again) {
    this.guests = guests;
    this.orders = orders;
    this.restraints = restraints;
    this.power = power;
    this.again = again;
  }

  /**
   * Begins what is due.
   *
   * @param latest who has had the board last
   * @return what is under way from now on, if anything is
   */
  Optional<CareWork.Begun> begin(CareWork work, Occasion latest) {
    Optional<Occasion> departure = guests.departure();
    if (orders.nextGoesFirst()) {
      return obey(orders.take(), work);
    } else if (departure.isPresent()) {
      return Optional.of(bidFarewell(departure.get(), work));
    } else if (orders.areDue()) {
      return obey(orders.take(), work);
    }
    return makeReady(guests.next(), work, latest);
  }

  private Optional<CareWork.Begun> obey(Order order, CareWork work) {
    if (restraints.goesElsewhere()) {
      order.stop();
      again.run();
      return Optional.empty();
    }
    Optional<PowerOutcome> refusal = work.refusal(order, guests);
    if (refusal.isPresent()) {
      order.outcome().complete(refusal.get());
      again.run();
      return Optional.empty();
    }
    orders.serve(order);
    return Optional.of(work.ordered(order.what()));
  }

  private CareWork.Begun bidFarewell(Occasion gone, CareWork work) {
    return work.afterSession(gone).then(() -> guests.farewellSaid(gone));
  }

  private Optional<CareWork.Begun> makeReady(
      Optional<GuestStay> first, CareWork work, Occasion latest) {
    return mustBeCycled(work.care(), first.isPresent())
        ? Optional.of(work.cycle(latest))
        : first.flatMap(guest -> letIn(guest, work));
  }

  private Optional<CareWork.Begun> letIn(GuestStay first, CareWork work) {
    Occasion arrival = Occasion.of(work.board(), first.guest(), "");
    return power.isOff() ? Optional.of(work.switchOn(arrival)) : admit(first, work, arrival);
  }

  private Optional<CareWork.Begun> admit(GuestStay first, CareWork work, Occasion arrival) {
    if (first.guest().returns()) {
      welcome(first);
      again.run();
      return Optional.empty();
    }
    if (!work.care().hooks().before().isNothing()) {
      guests.enters(first);
    }
    return Optional.of(work.beforeSession(arrival).then(() -> welcome(first)));
  }

  /** Unless it has gone meanwhile. */
  private void welcome(GuestStay stay) {
    if (guests.admit(stay)) {
      stay.welcome(power.use(), restraints.notServed());
    }
  }

  /** The user who had it when the server ended goes on with it as it is. */
  boolean mustBeCycled(Care care, boolean isWanted) {
    return restraints.isFree() && !restraints.isKept(power) && power.mustBeCycled(care, isWanted);
  }

  /** Whether it is to be switched off if nobody wants it for a while. */
  boolean savesPower(Care care) {
    boolean isFree = restraints.isFree() && guests.next().isEmpty();
    return care.saves() && isFree && !power.isOff();
  }
}
