package org.spinngate.server.net;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Those for whom something has come in one pass of an event loop, and what is done for each of them
 * after it. A fault in that is told, and costs the others nothing.
 *
 * <p>Confined to the event loop of the one who has it.
 *
 * @param <T> those for whom something comes
 */
public final class EndOfPass<T> {
  private final List<T> touched = new ArrayList<>();
  private final Consumer<T> end;
  private final Consumer<Throwable> faults;

  /**
   * @param end what is done for one
   * @param faults told of what that throws
   */
  public EndOfPass(Consumer<T> end, Consumer<Throwable> faults) {
    this.end = end;
    this.faults = faults;
  }

  /** Something has come for one that was not yet added in this pass. */
  public void add(T one) {
    touched.add(one);
  }

  /** The pass is over. */
  public void run() {
    for (int i = 0; i < touched.size(); i++) {
      guarded(touched.get(i));
    }
    touched.clear();
  }

  private void guarded(T one) {
    try {
      end.accept(one);
    } catch (RuntimeException | Error fault) {
      faults.accept(fault);
    }
  }
}
