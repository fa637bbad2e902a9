package org.spinngate.server.power;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Board;
import org.spinngate.server.lease.Refusal;

/**
 * Looks after one board: what must be done to it is done one thing after the other, each to its
 * end, whoever has gone meanwhile.
 *
 * <pre>
 *  a guest comes ──▶ waits ─────────────────▶ has the board ──▶ leaves
 *                      │                                          │
 *     switched on if off, power-cycled if used,     after-session; power-cycled,
 *                 before-session                    or off after a while
 * </pre>
 *
 * <p>What fails makes the board failed: whoever waits is refused. It is tried again when somebody
 * wants the board, but not sooner than the interval allows.
 *
 * <p>Confined to its event loop.
 */
final class Caretaker {
  private static final Logger LOG = LoggerFactory.getLogger(Caretaker.class);

  private final EventLoop loop;
  private final BoardPower power;
  private final Chores chores;
  private final Deque<GuestStay> waiting = new ArrayDeque<>();
  private final Set<GuestStay> guests = new HashSet<>();
  private final Deque<Occasion> departures = new ArrayDeque<>();
  private Board board;
  private Care care;
  private Occasion latest;
  private Optional<Failure> failure = Optional.empty();
  private Future<?> rest = CompletableFuture.completedFuture(null);
  private boolean ended;

  /** What has failed, and when. */
  private record Failure(String words, long nanos) {}

  Caretaker(EventLoop loop, CareJournal journal, Board board, Care care) {
    this.loop = loop;
    this.board = board;
    this.care = care;
    this.chores = new Chores(loop, waiting);
    this.power = new BoardPower(loop, journal, board.name());
    this.latest = Occasion.of(board.name(), hostOf(board));
  }

  private static String hostOf(Board board) {
    return board.addresses().scp().getHostString();
  }

  /** What an earlier process left half done is done now; nothing else is a reason. */
  void start() {
    assert loop.inEventLoop();
    if (power.isHalfDone()) {
      LOG.info("board {}: a power cycle was not done when the server ended", board.name());
      look();
    }
    show();
  }

  /** Looked after in another way from now on; what is under way goes on as it began. */
  void described(Board nowBoard, Care nowCare) {
    assert loop.inEventLoop();
    board = nowBoard;
    care = nowCare;
    show();
  }

  /**
   * The operator gives it back to users: what has failed is tried again, and what is due is done.
   */
  void backInService() {
    assert loop.inEventLoop();
    failure = Optional.empty();
    look();
    show();
  }

  /** Begins nothing any more. */
  void end() {
    assert loop.inEventLoop();
    ended = true;
    rest.cancel(false);
  }

  void arrived(GuestStay stay) {
    assert loop.inEventLoop();
    waiting.add(stay);
    chores.tell(stay);
    look();
  }

  void left(GuestStay stay, CloseCause cause) {
    assert loop.inEventLoop();
    waiting.remove(stay);
    if (guests.remove(stay)) {
      latest = occasion(stay, cause.label());
      departures.add(latest);
    }
    look();
  }

  private Occasion occasion(GuestStay stay, String cause) {
    return new Occasion(
        board.name(),
        hostOf(board),
        stay.guest().account(),
        stay.guest().session().id().toString(),
        cause);
  }

  /** Does what is due, if nothing is under way. */
  private void look() {
    if (!chores.areUnderWay() && !ended && !hasFailed()) {
      rest.cancel(false);
      next();
    }
  }

  private void next() {
    if (!departures.isEmpty()) {
      farewell(departures.getFirst());
    } else if (mustBeCycled()) {
      cycle();
    } else if (!waiting.isEmpty() && power.isOff()) {
      switchOn();
    } else if (!waiting.isEmpty()) {
      admit(waiting.getFirst());
    } else if (care.saves() && isFree() && !power.isOff()) {
      rest();
    }
  }

  /** Refuses those who come too soon after a failure. */
  private boolean hasFailed() {
    if (failure.isEmpty()) {
      return false;
    }
    Failure last = failure.get();
    boolean soon = now() - last.nanos < care.times().interval().toNanos();
    if (!waiting.isEmpty() && !soon) {
      failure = Optional.empty();
      return false;
    }
    refuseAll(last.words);
    return true;
  }

  private void refuseAll(String reason) {
    List<GuestStay> all = List.copyOf(waiting);
    waiting.clear();
    String text = "board " + board.name() + " has failed: " + reason;
    all.forEach(stay -> stay.refuse(new Refusal(CloseCause.BOARD_FAILED, text)));
  }

  private boolean mustBeCycled() {
    boolean dirty = power.isUsed() && care.cleans() && (!care.saves() || !waiting.isEmpty());
    return isFree() && care.power().isPresent() && (power.isHalfDone() || dirty) && !comesBack();
  }

  /** Nobody has it, and nobody has taken it out of service to work on it. */
  private boolean isFree() {
    return guests.isEmpty() && board.disabled().isEmpty();
  }

  /** Whoever had it when the server ended goes on with it as it is. */
  private boolean comesBack() {
    return !power.isHalfDone() && !waiting.isEmpty() && waiting.getFirst().guest().returns();
  }

  private void farewell(Occasion gone) {
    String words = "running after-session on " + board.name();
    Duration timeout = care.hooks().timeout();
    run(
        new Chore(words, false, now() + timeout.toNanos()),
        care.commands().run(care.hooks().after(), gone, timeout),
        departures::removeFirst);
  }

  private void cycle() {
    Duration time = power.untilOff(care).plus(care.times().cycle());
    LOG.info("board {}: power-cycling, about {} s", board.name(), time.toSeconds());
    run(
        new Chore("power-cycling " + board.name(), true, now() + time.toNanos()),
        power.cycle(board, care, latest),
        () -> LOG.info("board {}: power-cycled", board.name()));
  }

  private void switchOn() {
    Duration time = care.times().settle();
    LOG.info("board {}: switching on", board.name());
    run(
        new Chore("switching on " + board.name(), true, now() + time.toNanos()),
        power.on(board, care, occasion(waiting.getFirst(), "")),
        () -> {});
  }

  private void switchOff() {
    LOG.info("board {}: switching off, since nobody has had it for a while", board.name());
    run(
        new Chore("switching off " + board.name(), true, now()),
        power.off(board, care, latest),
        () -> {});
  }

  private void admit(GuestStay first) {
    if (first.guest().returns()) {
      welcome(first);
      look();
      return;
    }
    String words = "running before-session on " + board.name();
    Duration timeout = care.hooks().timeout();
    run(
        new Chore(words, false, now() + timeout.toNanos()),
        care.commands().run(care.hooks().before(), occasion(first, ""), timeout),
        () -> welcome(first));
  }

  /** Unless it has gone meanwhile. */
  private void welcome(GuestStay stay) {
    if (waiting.remove(stay)) {
      guests.add(stay);
      power.use();
      stay.welcome();
    }
  }

  private void rest() {
    long nanos = care.times().offAfter().toNanos();
    rest = new LaterTask(this::switchOffIfFree).in(loop, nanos, TimeUnit.NANOSECONDS);
  }

  private void switchOffIfFree() {
    if (!chores.areUnderWay() && !ended && isFree() && waiting.isEmpty() && care.saves()) {
      switchOff();
    }
  }

  private void run(Chore chore, CompletionStage<Void> work, Runnable then) {
    chores.run(chore, work, fault -> over(fault, then));
    show();
  }

  private void over(Optional<Throwable> fault, Runnable then) {
    fault.ifPresentOrElse(this::fail, then);
    look();
    show();
  }

  private void fail(Throwable fault) {
    String words = PowerFailure.wordsOf(fault);
    LOG.warn("board {} has failed: {}", board.name(), words);
    failure = Optional.of(new Failure(words, now()));
    refuseAll(words);
  }

  private void show() {
    board.showUpkeep(
        CareStatus.of(
            chores.current().filter(Chore::power),
            failure.map(Failure::words),
            power.isOff() && !chores.areUnderWay()));
  }

  private long now() {
    return loop.ticker().nanoTime();
  }
}
