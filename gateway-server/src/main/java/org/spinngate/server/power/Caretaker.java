package org.spinngate.server.power;

import io.netty.channel.EventLoop;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.CareMemory;
import org.spinngate.server.board.CareState;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.lease.Refusal;

/**
 * Looks after one board: what must be done to it ({@link DueCare}) is done one thing after the
 * other, each to its end, whoever has gone meanwhile.
 *
 * <p>What fails makes the board failed: users who wait are refused. It is tried again when somebody
 * wants the board, but not sooner than the interval allows.
 *
 * <p>Confined to its event loop.
 */
final class Caretaker {
  private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);

  private final EventLoop loop;
  private final BoardPower power;
  private final Guests guests = new Guests();
  private final Orders orders = new Orders();
  private final LastFailure failure = new LastFailure(guests, orders);
  private final Restraints restraints;
  private final Chores chores;
  private final PowerSequence sequence;
  private final DueCare due;
  private Board board;
  private Care care;
  private Occasion latest;
  private Future<?> rest = CompletableFuture.completedFuture(null);

  Caretaker(EventLoop loop, Tenure tenure, CareMemory memory, Board board, Care care) {
    this.loop = loop;
    this.board = board;
    this.care = care;
    this.chores = new Chores(loop, guests::tell, orders::tell);
    this.restraints = new Restraints(guests, orders, tenure, board);
    this.power = new BoardPower(loop, new CareNotes(loop, memory, board), guests::arePresent);
    this.sequence = new PowerSequence(loop, power);
    this.due = new DueCare(guests, orders, restraints, power, this::lookSoon);
    this.latest = Occasion.of(board);
  }

  /**
   * What an earlier process left half done is done now; nothing else is a reason.
   *
   * @param present who has the board already
   */
  void start(Collection<GuestStay> present) {
    assert loop.inEventLoop();
    have(present);
    if (power.isHalfDone() && !restraints.isElsewhere()) {
      LOG.info("board {}: a power cycle was not done when the server ended", board.name());
      look();
    }
    show();
  }

  /**
   * Looked after in another way from now on, perhaps at another address; what is under way goes on
   * as it began. A board that comes back is made ready when somebody wants it.
   *
   * @param found who has the board, and came when nobody looked after it
   */
  void described(Board nowBoard, Care nowCare, Collection<GuestStay> found) {
    assert loop.inEventLoop();
    board = nowBoard;
    care = nowCare;
    power.described(board, care);
    restraints.described(nowBoard);
    have(found);
    show();
  }

  private void have(Collection<GuestStay> found) {
    if (!found.isEmpty()) {
      guests.found(found);
      var unused = power.use();
    }
  }

  /** It is served here from now on, where others have done to it what this says. */
  void taken(CareState state) {
    assert loop.inEventLoop();
    guests.forgetFarewells();
    failure.forget();
    restraints.taken();
    power.taken(state, care);
    sequence.hurry();
    look();
  }

  /**
   * The operator has taken it out of service: users who wait are refused. Or gives it back: what
   * has failed is tried again, and what is due is done.
   */
  void serviceChanged() {
    assert loop.inEventLoop();
    if (board.disabled().isEmpty()) {
      failure.forget();
    }
    look();
  }

  /** Somebody wants its power switched; what is under way comes to its end first. */
  void ordered(Order order) {
    assert loop.inEventLoop();
    if (restraints.isStopping() || restraints.goesElsewhere()) {
      order.stop();
    } else if (order.isMetBy(chores.current(), guests)) {
      orders.serve(order);
    } else {
      orders.add(order);
    }
    chores.tell(order.news());
    look();
  }

  /** The server stops: begins nothing any more. */
  void end() {
    orders.stop();
    close(Refusal.of(CloseCause.STOPPING));
  }

  /** There is no such board until it is described again; what is under way comes to its end. */
  void withdrawn() {
    String text = "board " + board.name() + " was withdrawn by the operator";
    close(new Refusal(CloseCause.REVOKED, text));
  }

  private void close(Refusal why) {
    assert loop.inEventLoop();
    restraints.close(why);
    rest.cancel(false);
    look();
  }

  void arrived(GuestStay stay) {
    assert loop.inEventLoop();
    guests.arrived(stay);
    chores.tell(stay::tell);
    look();
  }

  void left(GuestStay stay, CloseCause cause) {
    assert loop.inEventLoop();
    boolean goesOn = restraints.isHandOver(stay, cause);
    if (guests.left(stay) && !goesOn && !stay.mayReturn(cause)) {
      latest = Occasion.of(board, stay.guest(), cause.label());
      guests.mustBidFarewell(latest);
    }
    if (goesOn) {
      power.handOver();
      show();
    } else {
      look();
    }
  }

  /** What is done at once makes the next thing due; a thousand of them must not pile up. */
  private void lookSoon() {
    loop.execute(new LaterTask(this::look));
  }

  /** Does what is due, if nothing is under way. */
  private void look() {
    restraints.tell();
    if (!chores.areUnderWay()
        && !restraints.isClosed()
        && !failure.stands(board.name(), care.times().interval(), now())) {
      rest.cancel(false);
      due.begin(work(), latest).ifPresentOrElse(this::run, this::restIfFree);
    }
    show();
  }

  private CareWork work() {
    return new CareWork(board, care, sequence, restraints.gate(power), now());
  }

  private void restIfFree() {
    if (due.savesPower(care)) {
      rest();
    }
  }

  private void rest() {
    long nanos = care.times().offAfter().toNanos();
    rest = new LaterTask(this::switchOffIfFree).in(loop, nanos, TimeUnit.NANOSECONDS);
  }

  private void switchOffIfFree() {
    boolean open = !chores.areUnderWay() && !restraints.isClosed();
    if (open && restraints.isKept(power)) {
      rest();
    } else if (open && due.savesPower(care)) {
      run(work().switchOff("since nobody has had it for a while", latest));
    }
  }

  private void run(CareWork.Begun begun) {
    failure.forget();
    chores.run(begun.chore(), begun.done(), fault -> over(fault, begun.then()));
    show();
  }

  private void over(Optional<Throwable> fault, Runnable then) {
    fault.ifPresentOrElse(
        this::broken,
        () -> {
          then.run();
          orders.done(board.name());
        });
    lookSoon();
    show();
  }

  private void broken(Throwable fault) {
    if (!orders.end(board.name(), fault)) {
      failure.happened(board.name(), PowerFailure.wordsOf(fault), now());
    }
  }

  private void show() {
    board.showPowerSwitch(care.power().map(PowerSwitch::words));
    power.failed(failure.words());
    board.upkeep().show(chores.status(failure.words(), power.isOff()));
    boolean underWay = chores.areUnderWay() || guests.departure().isPresent();
    boolean later = !rest.isDone() || failure.words().isPresent() || due.mustBeCycled(care, true);
    board.upkeep().showWork(underWay, underWay || later);
  }

  private long now() {
    return loop.ticker().nanoTime();
  }
}
