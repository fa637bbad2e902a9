package org.spinngate.client.local;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;

/** The flows of this client by their numbers. Confined to the one event loop. */
final class LocalFlowTable {
  private final IntObjectMap<LocalFlow> byNumber = new IntObjectHashMap<>();
  private int latestNumber;
  private int most;

  /** From now on there may be so many, fewer than there are numbers. */
  void limit(int flows) {
    most = flows;
  }

  boolean isFull() {
    return byNumber.size() >= most;
  }

  @Nullable LocalFlow get(int number) {
    return byNumber.get(number);
  }

  void add(LocalFlow flow) {
    byNumber.put(flow.number, flow);
  }

  void remove(LocalFlow flow) {
    byNumber.remove(flow.number);
  }

  void forEach(Consumer<LocalFlow> action) {
    byNumber.values().forEach(action);
  }

  /** The one that was used least recently of those that may go, or null if none may. */
  @Nullable LocalFlow oldest(Predicate<LocalFlow> mayGo) {
    LocalFlow oldest = null;
    for (LocalFlow flow : byNumber.values()) {
      if ((oldest == null || flow.usedAt() < oldest.usedAt()) && mayGo.test(flow)) {
        oldest = flow;
      }
    }
    return oldest;
  }

  /** The next number that nobody has. */
  int freeNumber() {
    do {
      latestNumber = latestNumber % DataFrame.MAX_FLOW + 1;
    } while (byNumber.containsKey(latestNumber));
    return latestNumber;
  }
}
