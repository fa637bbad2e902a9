package org.spinngate.server.power;

import io.netty.channel.EventLoop;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.BoardState;
import org.spinngate.server.board.BoardStatus;
import org.spinngate.server.board.CareState;

/**
 * What is under way at a board, one thing at a time, and who waits for it: they are told now and
 * again.
 *
 * <p>Confined to its event loop.
 */
final class Chores {
  private static final long REMIND_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final EventLoop loop;
  private final Consumer<String> audience;
  private Optional<Chore> current = Optional.empty();

  /** What was told last, unless that was done: what is tried again is not told each time. */
  private String latest = "";

  private long latestNanos;

  /**
   * @param guests tells those who wait for the board
   * @param orders tells those who wait for its power
   */
  Chores(EventLoop loop, Consumer<String> guests, Consumer<String> orders) {
    this.loop = loop;
    this.audience = guests.andThen(orders);
  }

  Optional<Chore> current() {
    return current;
  }

  boolean areUnderWay() {
    return current.isPresent();
  }

  /**
   * What others see of the board: the first that holds.
   *
   * @param failure what has failed
   * @param off whether it is off on purpose
   */
  Optional<BoardStatus> status(Optional<String> failure, boolean off) {
    Optional<BoardStatus> resting =
        Optional.of(CareState.RESTING).filter(status -> off && current.isEmpty());
    return current
        .filter(Chore::switches)
        .map(chore -> new BoardStatus(BoardState.POWERING, chore.words()))
        .or(() -> failure.map(words -> new BoardStatus(BoardState.FAILED, words)))
        .or(() -> resting);
  }

  /** Tells one who has just come. */
  void tell(Consumer<String> one) {
    current.ifPresent(chore -> one.accept(news(chore)));
  }

  /**
   * Begins something.
   *
   * @param over told on the loop when it has ended, and by what fault; at once, if there was
   *     nothing to do
   */
  void run(Chore begun, CompletionStage<Void> work, Consumer<Optional<Throwable>> over) {
    assert loop.inEventLoop() && current.isEmpty();
    CompletableFuture<Void> done = work.toCompletableFuture();
    if (done.isDone() && !done.isCompletedExceptionally()) {
      over.accept(Optional.empty());
      return;
    }
    current = Optional.of(begun);
    remind(begun);
    var unused =
        done.whenComplete((any, fault) -> loop.execute(new LaterTask(() -> end(over, fault))));
  }

  private void end(Consumer<Optional<Throwable>> over, @Nullable Throwable fault) {
    current = Optional.empty();
    latest = fault == null ? "" : latest;
    over.accept(Optional.ofNullable(fault));
  }

  private void remind(Chore begun) {
    if (current.filter(begun::equals).isPresent()) {
      long pause = begun.words().equals(latest) ? latestNanos + REMIND_NANOS - now() : 0;
      if (pause <= 0) {
        audience.accept(news(begun));
        latest = begun.words();
        latestNanos = now();
        pause = REMIND_NANOS;
      }
      var unused = new LaterTask(() -> remind(begun)).in(loop, pause, TimeUnit.NANOSECONDS);
    }
  }

  private long now() {
    return loop.ticker().nanoTime();
  }

  private String news(Chore chore) {
    return chore.news(now());
  }
}
