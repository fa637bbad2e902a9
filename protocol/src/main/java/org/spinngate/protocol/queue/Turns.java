package org.spinngate.protocol.queue;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.ArrayDeque;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The flows of one session that have something waiting, in the order of their turns (deficit round
 * robin, as in RFC 8290), and for a while those that had. Confined to the event loop.
 */
final class Turns {
  /** No frame is longer, so every turn lets one leave. */
  private static final int TURN_BYTES = 1_536;

  /** Of more flows that have had their turn and nothing left, nobody remembers the latest. */
  private static final int MOST_REMEMBERED = 1_024;

  private final Chunks memory;
  private final IntObjectMap<FlowQueue> flows = new IntObjectHashMap<>();
  private final ArrayDeque<FlowQueue> begun = new ArrayDeque<>();
  private final ArrayDeque<FlowQueue> served = new ArrayDeque<>();

  /**
   * @param memory of the queues
   */
  Turns(Chunks memory) {
    this.memory = memory;
  }

  /** How many flows it remembers, in memory that is not counted. */
  int flows() {
    return flows.size();
  }

  /** All queues, some of which may be empty. */
  Iterable<FlowQueue> all() {
    return flows.values();
  }

  @Nullable FlowQueue known(int number) {
    return flows.get(number);
  }

  /** The queue of this flow, which begins if it has none. */
  FlowQueue queueOf(int number) {
    FlowQueue known = flows.get(number);
    if (known != null) {
      return known;
    }
    FlowQueue queue = new FlowQueue(number, memory);
    queue.earn(TURN_BYTES);
    flows.put(number, queue);
    begun.addLast(queue);
    return queue;
  }

  /** The one that has most, if there is any. */
  @Nullable FlowQueue longest() {
    FlowQueue longest = null;
    for (FlowQueue each : flows.values()) {
      longest = longest == null || each.size() > longest.size() ? each : longest;
    }
    return longest;
  }

  /** Whose turn it is; null if nothing waits. */
  @Nullable FlowQueue next() {
    while (true) {
      ArrayDeque<FlowQueue> line = begun.isEmpty() ? served : begun;
      FlowQueue first = line.peekFirst();
      if (first == null || (!first.isEmpty() && first.credit() > 0)) {
        return first;
      }
      endTurn(line.removeFirst(), line);
    }
  }

  /** Who has nothing more is a beginner again only after a turn of all the others. */
  private void endTurn(FlowQueue flow, ArrayDeque<FlowQueue> line) {
    boolean behindAll = line == served || served.isEmpty();
    if (flow.isEmpty() && (behindAll || served.size() >= MOST_REMEMBERED)) {
      flows.remove(flow.number());
      return;
    }
    if (!flow.isEmpty()) {
      flow.earn(TURN_BYTES);
    }
    served.addLast(flow);
  }

  /** The next of this number begins anew. */
  void forget(FlowQueue queue) {
    flows.remove(queue.number());
    if (!begun.removeLastOccurrence(queue)) {
      served.removeLastOccurrence(queue);
    }
  }

  /** The same for all of which this is true; asks once for each. */
  void forgetIf(Predicate<FlowQueue> condition) {
    Predicate<FlowQueue> forgetting =
        queue -> {
          boolean ends = condition.test(queue);
          if (ends) {
            flows.remove(queue.number());
          }
          return ends;
        };
    begun.removeIf(forgetting);
    served.removeIf(forgetting);
  }

  void clear() {
    flows.clear();
    begun.clear();
    served.clear();
  }
}
