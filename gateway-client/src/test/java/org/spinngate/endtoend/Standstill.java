package org.spinngate.endtoend;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** The one thread of a client stands still, as in a program that gets no processor. */
final class Standstill implements AutoCloseable {
  private final CountDownLatch over = new CountDownLatch(1);

  private Standstill() {}

  /** What happens meanwhile. */
  interface Work {
    /** Does it. */
    void run() throws IOException;
  }

  /** It is over after this work. */
  void during(Work work) throws IOException {
    try {
      work.run();
    } finally {
      close();
    }
  }

  /** From here on, until it is closed. */
  static Standstill of(TestClient client) {
    Standstill standstill = new Standstill();
    Thread caller = Thread.currentThread();
    boolean begun = false;
    while (!begun) {
      CountDownLatch asked = new CountDownLatch(1);
      boolean[] stands = new boolean[1];
      client
          .gateway()
          .traffic()
          .thenRun(
              () -> {
                // Who asks does the rest itself if the answer is there already.
                stands[0] = Thread.currentThread() != caller;
                asked.countDown();
                if (stands[0]) {
                  await(standstill.over);
                }
              });
      await(asked);
      begun = stands[0];
    }
    return standstill;
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    over.countDown();
  }
}
