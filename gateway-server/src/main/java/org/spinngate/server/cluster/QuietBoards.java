package org.spinngate.server.cluster;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.protocol.repeat.RepeatedTask;
import org.spinngate.server.board.Board;

/**
 * Lets boards go that nobody has needed for a while, so that they are served where they are wanted
 * next. A gateway that stops lets them go at once, or else it would be asked for them, and refuse.
 *
 * <p>Confined to the executor on which it looks, but for what says otherwise.
 */
final class QuietBoards {
  /** For so many looks, one after the other, nobody needed it. */
  private static final int LOOKS = 4;

  private static final Logger LOG = LoggerFactory.getLogger(QuietBoards.class);
  private static final Duration RETREAT = Duration.ofMillis(100);

  private final Homes homes;
  private final Predicate<Board> needed;
  private final EventExecutor executor;
  private final AtomicBoolean retreats = new AtomicBoolean();
  private Map<ServedBoard, Integer> quiet = new HashMap<>();

  /**
   * @param needed whether somebody has a board or waits for it, or something is done to it
   * @param executor on which it looks
   */
  QuietBoards(Homes homes, Predicate<Board> needed, EventExecutor executor) {
    this.homes = homes;
    this.needed = needed;
    this.executor = executor;
  }

  /**
   * From here on no board stays that nobody needs, until the executor ends. From any thread;
   * harmless the second time.
   */
  void retreat() {
    if (retreats.compareAndSet(false, true) && !executor.isShuttingDown()) {
      Faults faults =
          new Faults(
              System::nanoTime, (fault, more) -> LOG.error("fault in a retreat{}", more, fault));
      executor.execute(new LaterTask(this::letAllGo, faults));
      var unused = RepeatedTask.start(executor, RETREAT, RETREAT, this::letAllGo, faults);
    }
  }

  /** Whether this gateway is about to stop. From any thread. */
  boolean isRetreating() {
    return retreats.get();
  }

  private void letAllGo() {
    homes.letGoAgain();
    homes.quiet().forEach(board -> homes.letGo(board, needed));
  }

  void look() {
    Map<ServedBoard, Integer> now = new HashMap<>();
    homes.quiet().stream()
        .filter(served -> !needed.test(served.board()))
        .forEach(board -> now.put(board, quiet.getOrDefault(board, 0) + 1));
    quiet = now;
    now.forEach(
        (board, looks) -> {
          if (looks >= LOOKS) {
            homes.letGo(board, needed);
          }
        });
  }
}
