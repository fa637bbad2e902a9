package org.spinngate.server.cluster;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.protocol.repeat.RepeatedTask;
import org.spinngate.server.board.Board;
import org.spinngate.server.cluster.care.SharedCare;
import org.spinngate.server.lease.LocalLeases;

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
  private static final Duration RETREAT = Duration.ofMillis(25);

  private final Homes homes;
  private final LocalLeases local;
  private final SharedCare care;
  private final EventExecutor executor;
  private final AtomicBoolean retreats = new AtomicBoolean();
  private Map<ServedBoard, Integer> quiet = new HashMap<>();

  /**
   * @param local knows who has a board or waits for it
   * @param care knows what the next home must know
   * @param executor on which it looks
   */
  QuietBoards(Homes homes, LocalLeases local, SharedCare care, EventExecutor executor) {
    this.homes = homes;
    this.local = local;
    this.care = care;
    this.executor = executor;
  }

  /** Somebody has it or waits for it, or the next home would not know what is done to it. */
  private boolean isBusy(Board board) {
    return !local.isIdle(board) || board.upkeep().isUnderWay() || care.isBehind(board);
  }

  /** It is busy, or something is going to be done to it. */
  private boolean isNeeded(Board board) {
    return isBusy(board) || board.upkeep().isDue();
  }

  /**
   * From here on no board stays with which nothing is done, until the executor ends. From any
   * thread; harmless the second time.
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
    homes.quiet().forEach(board -> homes.letGo(board, this::isBusy));
  }

  void look() {
    Map<ServedBoard, Integer> now = new HashMap<>();
    homes.quiet().stream()
        .filter(served -> !isNeeded(served.board()))
        .forEach(board -> now.put(board, quiet.getOrDefault(board, 0) + 1));
    quiet = now;
    now.forEach(
        (board, looks) -> {
          if (looks >= LOOKS) {
            homes.letGo(board, this::isNeeded);
          }
        });
  }
}
