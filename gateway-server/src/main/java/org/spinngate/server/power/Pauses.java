package org.spinngate.server.power;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * For how long a board is left as it is, one time after the other; each can be cut short.
 *
 * <p>Confined to its event loop.
 */
final class Pauses {
  private final EventLoop loop;
  private CompletableFuture<Void> latest = CompletableFuture.completedFuture(null);

  private Optional<Long> lastOffNanos = Optional.empty();

  Pauses(EventLoop loop) {
    this.loop = loop;
  }

  /** It is switched off at this moment. */
  void isOffNow() {
    assert loop.inEventLoop();
    lastOffNanos = Optional.of(now());
  }

  /** What is left of a time that began when it was switched off last. */
  Duration sinceOff(Duration time) {
    long left = lastOffNanos.map(last -> last + time.toNanos() - now()).orElse(0L);
    return Duration.ofNanos(Math.max(0, left));
  }

  private long now() {
    return loop.ticker().nanoTime();
  }

  /** Completes on the loop when the time is over, or was cut short. */
  CompletionStage<Void> begin(Duration time) {
    assert loop.inEventLoop();
    if (time.isZero()) {
      return CompletableFuture.completedStage(null);
    }
    CompletableFuture<Void> over = new CompletableFuture<>();
    latest = over;
    LaterTask end = new LaterTask(() -> over.complete(null), over::completeExceptionally);
    var unused = end.in(loop, time.toNanos(), TimeUnit.NANOSECONDS);
    return over;
  }

  /** Cuts short what has begun. */
  void end() {
    assert loop.inEventLoop();
    latest.complete(null);
  }
}
