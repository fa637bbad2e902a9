package org.spinngate.protocol.pace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * A line of 20 ms with a queue of 100 packets, which several senders fill, in simulated
 * milliseconds. The way back is never full.
 */
final class NarrowLine {
  private static final int MOST_WAITING = 100;
  private static final int DELAY_MILLIS = 20;
  private static final int PACKET = 1_400;

  private final ArrayDeque<Waiting> queue = new ArrayDeque<>();
  private final PriorityQueue<Due> due =
      new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
  private final List<Sender> senders = new ArrayList<>();
  private final int carries;
  private long millis;
  private long things;
  private int served;

  /** Whoever sends. */
  interface Sender {
    /** A millisecond has passed. */
    void tick(long millis);
  }

  private record Waiting(int bytes, Runnable arrived) {}

  private record Due(long at, long number, Runnable what) {}

  /**
   * @param carries bytes in a millisecond
   */
  NarrowLine(int carries) {
    this.carries = carries;
  }

  void add(Sender sender) {
    senders.add(sender);
  }

  /**
   * A packet comes to the line.
   *
   * @param arrived runs where it arrives
   * @param lost runs there instead, when the next one would have come
   */
  void send(int bytes, Runnable arrived, Runnable lost) {
    if (queue.size() >= MOST_WAITING) {
      later(queue.size() * PACKET / carries + DELAY_MILLIS, lost);
    } else {
      queue.add(new Waiting(bytes, arrived));
    }
  }

  /** Something happens after so many milliseconds. */
  void later(int after, Runnable what) {
    due.add(new Due(millis + after, things++, what));
  }

  /** The way back. */
  void back(Runnable what) {
    later(DELAY_MILLIS, what);
  }

  long millis() {
    return millis;
  }

  long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }

  void pass(int time) {
    for (int i = 0; i < time; i++) {
      millis++;
      while (!due.isEmpty() && due.peek().at <= millis) {
        due.remove().what.run();
      }
      for (int k = 0; k < senders.size(); k++) {
        senders.get((int) ((k + millis) % senders.size())).tick(millis);
      }
      serve();
    }
  }

  private void serve() {
    served = queue.isEmpty() ? 0 : served + carries;
    while (!queue.isEmpty() && served >= queue.peek().bytes) {
      Waiting first = queue.remove();
      served -= first.bytes;
      later(DELAY_MILLIS, first.arrived);
    }
  }
}
