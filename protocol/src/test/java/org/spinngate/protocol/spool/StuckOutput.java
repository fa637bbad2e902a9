package org.spinngate.protocol.spool;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** An output that stands still in the midst of its first word until it is let go. */
final class StuckOutput implements Spool.Output<String> {
  private final List<String> written = new CopyOnWriteArrayList<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @Override
  public void put(String item) {
    begun.countDown();
    await(released);
    if (item.equals("poison")) {
      throw new AssertionError(item);
    }
    written.add(item);
  }

  @Override
  public void lost(long count) {
    written.add(count + " lost");
  }

  /** Returns once it is writing, and stuck. */
  void awaitStuck() {
    await(begun);
  }

  void release() {
    released.countDown();
  }

  List<String> written() {
    return List.copyOf(written);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
