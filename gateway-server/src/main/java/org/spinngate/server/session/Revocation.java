package org.spinngate.server.session;

import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.admission.Permissions.Withdrawal;

/**
 * The end that hangs over a session whose board or user the operator has withdrawn: a notice, a
 * while to save work, and the end, unless the operator thinks better of it.
 *
 * <p>Confined to the session's event loop.
 */
final class Revocation {
  private final EventLoop loop;
  private final Duration notice;
  private final Consumer<String> tell;
  private final Consumer<String> end;
  private @Nullable Future<?> pending;
  private Duration announced = Duration.ZERO;
  private boolean over;

  /**
   * @param notice how long before its end a session is told of it
   * @param tell tells the user something
   * @param end ends the session for this reason
   */
  Revocation(EventLoop loop, Duration notice, Consumer<String> tell, Consumer<String> end) {
    this.loop = loop;
    this.notice = notice;
    this.tell = tell;
    this.end = end;
  }

  /** Announces the end if something was withdrawn, and otherwise takes an announcement back. */
  void follow(Optional<Withdrawal> withdrawal) {
    assert loop.inEventLoop();
    if (!over) {
      withdrawal.ifPresentOrElse(this::announce, this::withdraw);
    }
  }

  private void announce(Withdrawal withdrawal) {
    Duration longest = withdrawal.longest().orElse(notice);
    announce(longest.compareTo(notice) < 0 ? longest : notice, withdrawal.text());
  }

  /** Announces the end; harmless if one is announced already that gives no more time. */
  private void announce(Duration after, String reason) {
    if (pending == null || after.compareTo(announced) < 0) {
      cancel();
      announced = after;
      tell.accept(reason + "; this session ends in " + after.toSeconds() + " s");
      pending =
          new LaterTask(() -> end.accept(reason)).in(loop, after.toNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Takes the announcement back, if there was one. */
  private void withdraw() {
    if (pending != null) {
      cancel();
      tell.accept("the operator has changed that: this session goes on");
    }
  }

  /** The session is over. */
  void stop() {
    over = true;
    cancel();
  }

  private void cancel() {
    if (pending != null) {
      pending.cancel(false);
      pending = null;
    }
  }
}
