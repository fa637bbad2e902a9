package org.spinngate.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a server's process comes to its end: by a signal, which lets boots finish, or by the
 * operator, who lets sessions finish. The second wish for the end is carried out at once.
 *
 * <p>Thread-safe.
 */
final class Shutdown {
  private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

  private final GatewayServer server;
  private final Supplier<Duration> bootDeadline;
  private final Drain drain;
  private final AtomicBoolean signalled = new AtomicBoolean();
  private final CountDownLatch end = new CountDownLatch(1);

  /**
   * @param bootDeadline how long boots may take after a signal
   */
  Shutdown(GatewayServer server, Supplier<Duration> bootDeadline) {
    this.server = server;
    this.bootDeadline = bootDeadline;
    this.drain = server.drain();
  }

  /** A signal was sent to the process. Blocks until the end may come. */
  void bySignal() {
    if (signalled.getAndSet(true)) {
      drain.hurry();
    } else {
      LOG.info("told to end by a signal");
      server.health().draining();
      server.setup().drains();
      drain.run(bootDeadline.get(), this::nobodyBoots, waiting -> {});
      end.countDown();
    }
  }

  private boolean nobodyBoots() {
    return server.boards().all().stream().noneMatch(board -> board.bootTurn().taken());
  }

  /**
   * The operator wants the end. Blocks until no session is left, or until the deadline.
   *
   * @param progress takes a line now and then
   */
  void byOperator(Duration deadline, Consumer<String> progress) {
    server.health().draining();
    server.setup().drains();
    drain.run(deadline, () -> server.sessions().count() == 0, progress);
    end.countDown();
  }

  /** Returns when the end may come. */
  void await() throws InterruptedException {
    end.await();
  }
}
