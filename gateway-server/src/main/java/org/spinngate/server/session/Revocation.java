package org.spinngate.server.session;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * The end that hangs over a session whose board or user the operator has withdrawn: a notice, a
 * while to save work, and the end, unless the operator thinks better of it.
 *
 * <p>Confined to the session's event loop.
 */
final class Revocation {
  private final EventLoop loop;
  private final Consumer<String> notice;
  private final Consumer<String> end;
  private @Nullable Future<?> pending;
  private Duration announced = Duration.ZERO;

  /**
   * @param notice tells the user something
   * @param end ends the session for this reason
   */
  Revocation(EventLoop loop, Consumer<String> notice, Consumer<String> end) {
    this.loop = loop;
    this.notice = notice;
    this.end = end;
  }

  /** Announces the end; harmless if one is announced already that gives no more time. */
  void announce(Duration after, String reason) {
    assert loop.inEventLoop();
    if (pending == null || after.compareTo(announced) < 0) {
      cancel();
      announced = after;
      notice.accept(reason + "; this session ends in " + after.toSeconds() + " s");
      pending =
          new LaterTask(() -> end.accept(reason)).in(loop, after.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Takes the announcement back, if there was one. */
  void withdraw() {
    assert loop.inEventLoop();
    if (pending != null) {
      cancel();
      notice.accept("the operator has changed that: this session goes on");
    }
  }

  void cancel() {
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
  }
}
