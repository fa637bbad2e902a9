package org.spinngate.server.power;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.lease.Refusal;
import org.spinngate.server.power.PowerSwitch.Power;

/**
 * Why a board is left alone, if so: the server stops, there is no such board any more, another
 * gateway may serve it or is going to, or it is out of service. Who waits then hears it.
 *
 * <p>Confined to its event loop, but for what says otherwise.
 */
final class Restraints {
  private final Guests guests;
  private final Orders orders;
  private final Tenure tenure;
  private Board board;
  private Optional<Refusal> closed = Optional.empty();

  /** How often the board has come here. */
  private final AtomicInteger terms = new AtomicInteger();

  /**
   * @param guests wait for the board
   * @param orders wait for its power
   * @param tenure whether it is this gateway's board
   */
  Restraints(Guests guests, Orders orders, Tenure tenure, Board board) {
    this.guests = guests;
    this.orders = orders;
    this.tenure = tenure;
    this.board = board;
  }

  /** The board is there, as this. */
  void described(Board now) {
    board = now;
    closed = closed.filter(why -> isStopping());
  }

  /** It is this gateway's board anew: what was begun before is not done any more. */
  void taken() {
    terms.incrementAndGet();
  }

  /** Nothing is begun any more, for anybody. */
  void close(Refusal why) {
    closed = isStopping() ? closed : Optional.of(why);
  }

  boolean isClosed() {
    return whyClosed().isPresent();
  }

  private Optional<Refusal> whyClosed() {
    return closed.or(this::elsewhere);
  }

  private Optional<Refusal> elsewhere() {
    return isElsewhere() ? Optional.of(notServed()) : Optional.empty();
  }

  /** Whether it is not this gateway that looks after it. */
  boolean isElsewhere() {
    return !tenure.serves(board);
  }

  /** What is said of it then. */
  Refusal notServed() {
    String words = "board " + board.name() + " is not served by this gateway";
    return new Refusal(CloseCause.ELSEWHERE, words);
  }

  /**
   * Whether somebody may come back who had it before, and then finds it as it was: here, or where
   * the board is next.
   */
  boolean isKept(BoardPower power) {
    return goesElsewhere()
        || (!power.isHalfDone() && (guests.anyReturns() || !board.lease().kept().isEmpty()));
  }

  /**
   * Whether it is going to be another gateway's. Who may come back to it there is not known here
   * any more; only of a board that one has alone it is clear that there is nobody else.
   */
  boolean goesElsewhere() {
    return tenure.retreats() && (!guests.arePresent() || board.lease().shared());
  }

  /** Nobody has it, and nobody has taken it out of service to work on it. */
  boolean isFree() {
    return !guests.arePresent() && board.disabled().isEmpty();
  }

  boolean isStopping() {
    return closed.filter(why -> why.cause() == CloseCause.STOPPING).isPresent();
  }

  /**
   * Whether the session of one who leaves goes on at another gateway, on the board as it is: also
   * if it has not begun again here, but not if it has never begun anywhere.
   */
  boolean isHandOver(GuestStay stay, CloseCause cause) {
    return cause == CloseCause.STOPPING && !isStopping() && stay.hasSession();
  }

  /**
   * Refuses the one who waits in vain. An operator's order is obeyed out of service, too, and who
   * comes back to a session has it, as he has if the board goes elsewhere. Who has gone from what
   * is another gateway's now has no after-session: the next user may be there.
   */
  void tell() {
    elsewhere().ifPresent(why -> guests.forgetFarewells());
    whyClosed().ifPresentOrElse(this::refuseAll, this::refuseSome);
  }

  private void refuseSome() {
    outOfService().ifPresent(this::refuseUsers);
    if (tenure.retreats()) {
      guests.refuseNew(Refusal.of(CloseCause.STOPPING));
    }
  }

  private void refuseAll(Refusal why) {
    guests.refuseAll(why);
    orders.refuseDue(any -> true, why.text());
  }

  private void refuseUsers(Refusal why) {
    guests.refuseNew(why);
    orders.refuseDue(order -> !order.isOperators(), why.text());
  }

  private Optional<Refusal> outOfService() {
    return board.disabled().map(reason -> Refusal.outOfService(board.name(), reason));
  }

  /** What is begun now asks this before each thing that it does to the board. */
  PowerSwitch.Gate gate(BoardPower power) {
    return new TermGate(power, terms.get(), tenure.term(board));
  }

  private Optional<Refusal> obstacle(Power to, BoardPower power) {
    return to == Power.OFF
        ? whyClosed().or(this::hands).or(orders::objection).or(() -> keptFor(power))
        : onlyIfLeft();
  }

  /** Whose order it is was asked when that was taken up, and since then it may go elsewhere. */
  private Optional<Refusal> keptFor(BoardPower power) {
    String words = "board " + board.name() + " is kept for a session that goes on";
    return Optional.of(new Refusal(CloseCause.BOARD_BUSY, words))
        .filter(any -> orders.areServed() ? goesElsewhere() : isKept(power));
  }

  /** Somebody may have his hands on it, unless an operator wants it switched. */
  private Optional<Refusal> hands() {
    return outOfService().filter(any -> !orders.serveAnOperator());
  }

  /**
   * What is off comes on for the one who has it, and also if there is no such board any more; its
   * next home does that for a board that was lost.
   */
  private Optional<Refusal> onlyIfLeft() {
    return elsewhere()
        .or(() -> hands().filter(any -> !guests.arePresent() && !guests.anyReturns()));
  }

  /** Open as long as the board does not come here anew, and nothing else stands against it. */
  private final class TermGate implements PowerSwitch.Gate {
    private final BoardPower power;
    private final int term;
    private final BooleanSupplier served;

    TermGate(BoardPower power, int term, BooleanSupplier served) {
      this.power = power;
      this.term = term;
      this.served = served;
    }

    @Override
    public boolean isOurs() {
      return term == terms.get() && served.getAsBoolean();
    }

    @Override
    public CompletionStage<Void> pass(Power to) {
      return obstacle(to, power)
          .map(why -> PowerFailure.dropped(why.text()))
          .or(() -> Optional.of(PowerFailure.lost()).filter(lost -> !isOurs()))
          .map(CompletableFuture::<Void>failedFuture)
          .orElseGet(() -> CompletableFuture.completedFuture(null));
    }
  }
}
