package org.spinngate.server.metrics;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * How much was going on in each of the last steps of time, for small charts.
 *
 * <p>Thread-safe; somebody else calls {@link #step} at regular intervals.
 */
public final class History {
  /** The time between two steps. */
  public static final long STEP_SECONDS = 2;

  /** Five minutes. */
  public static final int MOST_POINTS = (int) (TimeUnit.MINUTES.toSeconds(5) / STEP_SECONDS);

  private final Supplier<Totals> totals;
  private final IntSupplier sessions;
  private final Deque<Point> points = new ArrayDeque<>();
  private Totals before;

  /**
   * One step.
   *
   * @param toBoard datagrams to boards in it
   * @param toClient datagrams to clients in it
   * @param dropped datagrams dropped in it
   * @param sessions open at its end
   */
  public record Point(long toBoard, long toClient, long dropped, int sessions) {}

  /**
   * @param totals counted since the server's start
   * @param sessions how many are open
   */
  public History(Supplier<Totals> totals, IntSupplier sessions) {
    this.totals = totals;
    this.sessions = sessions;
    this.before = totals.get();
  }

  /** A step is over. */
  public synchronized void step() {
    Totals now = totals.get();
    points.add(
        new Point(
            now.toBoard() - before.toBoard(),
            now.toClient() - before.toClient(),
            now.dropped() - before.dropped(),
            sessions.getAsInt()));
    before = now;
    if (points.size() > MOST_POINTS) {
      points.remove();
    }
  }

  /** The latest steps, the oldest first. */
  public synchronized List<Point> points() {
    return new ArrayList<>(points);
  }
}
