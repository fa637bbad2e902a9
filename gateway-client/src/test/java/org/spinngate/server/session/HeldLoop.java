package org.spinngate.server.session;

import io.netty.channel.EventLoop;
import java.util.concurrent.CountDownLatch;

/** The event loop of a session, which does nothing else until this is closed. */
public final class HeldLoop implements AutoCloseable {
  private final CountDownLatch open = new CountDownLatch(1);

  /** Returns as soon as the loop stands still. */
  public HeldLoop(SessionTable table, String session) {
    EventLoop loop =
        table.sessions().stream()
            .filter(one -> one.id().toString().equals(session))
            .findFirst()
            .orElseThrow()
            .loop();
    CountDownLatch held = new CountDownLatch(1);
    loop.execute(
        () -> {
          held.countDown();
          await(open);
        });
    await(held);
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
    open.countDown();
  }
}
