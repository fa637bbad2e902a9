package org.spinngate.server.power;

import io.netty.channel.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.CareMemory;
import org.spinngate.server.board.CareState;

/**
 * What is noted of one board for whoever looks after it next.
 *
 * <p>Confined to its event loop.
 */
final class CareNotes {
  private static final Logger LOG = LoggerFactory.getLogger(CareNotes.class);
  private static final long PATIENCE_SECONDS = 5;

  private final EventLoop loop;
  private final CareMemory memory;
  private Board board;

  CareNotes(EventLoop loop, CareMemory memory, Board board) {
    this.loop = loop;
    this.memory = memory;
    this.board = board;
  }

  /** Nobody here can see to it that it has power. */
  void tellOfNoSwitch() {
    tellOfNoSwitch(board);
  }

  /** The same of a board of which nothing is noted here. */
  static void tellOfNoSwitch(Board board) {
    LOG.warn("board {}: it may be off, and nothing switches it at this gateway", board.name());
  }

  /** What is noted of it. */
  CareState last() {
    return memory.of(board);
  }

  /** It is this from now on; what it was called before is not noted any more. */
  void described(Board now, CareState present) {
    assert loop.inEventLoop();
    String former = board.name();
    board = now;
    if (!board.name().equals(former)) {
      note(present);
      memory.forget(former, this);
    }
  }

  /** The next one shall know this, when it comes to that. */
  void note(CareState present) {
    var unused = memory.note(board, this, present);
  }

  /**
   * Somebody has it from now on.
   *
   * @return completes, on any thread, when it may be used; with a {@link TimeoutException} if the
   *     patience is over first
   */
  CompletionStage<Void> noteUse(CareState present) {
    assert loop.inEventLoop();
    CompletableFuture<Void> noted =
        memory.noteUse(board, this, present).toCompletableFuture().copy();
    if (!noted.isDone()) {
      LaterTask late =
          new LaterTask(() -> noted.completeExceptionally(new TimeoutException("not noted")));
      Future<?> end = late.in(loop, PATIENCE_SECONDS, TimeUnit.SECONDS);
      var unused = noted.whenComplete((done, fault) -> end.cancel(false));
    }
    return noted;
  }

  /**
   * The next one must know this.
   *
   * @return completes on the loop with whether that is so before the patience is over
   */
  CompletionStage<Boolean> noteInTime(CareState present) {
    assert loop.inEventLoop();
    CompletableFuture<Boolean> told = new CompletableFuture<>();
    Future<?> late =
        new LaterTask(() -> told.complete(false)).in(loop, PATIENCE_SECONDS, TimeUnit.SECONDS);
    var unused =
        memory
            .note(board, this, present)
            .whenComplete((done, fault) -> told.complete(fault == null));
    return told.thenApplyAsync(
        isNoted -> {
          late.cancel(false);
          return isNoted;
        },
        loop);
  }
}
