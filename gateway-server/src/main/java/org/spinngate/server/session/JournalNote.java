package org.spinngate.server.session;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * Whether the next process would know of a session, should this one be killed. What a client hears
 * of its session comes after that, or a moment later if the disk takes nothing.
 */
public final class JournalNote {
  /** A disk takes a line within much less; one that stands still keeps no user waiting. */
  private static final long PATIENCE_MILLIS = 300;

  private final EventLoop loop;
  private final Promise<Void> noted;

  JournalNote(EventLoop loop) {
    this.loop = loop;
    this.noted = loop.newPromise();
  }

  /** The line is in the journal, or cannot be. Any thread. */
  void noted() {
    if (!loop.isShuttingDown()) {
      noted.trySuccess(null);
    }
  }

  /** The session is over; what should come after the line does not come any more. */
  void forget() {
    noted.cancel(false);
  }

  /** Does it as soon as it may be done; on the session's event loop, which calls. */
  public void after(Runnable task) {
    assert loop.inEventLoop();
    if (noted.isDone()) {
      run(task);
    } else {
      var unused = new LaterTask(this::noted).in(loop, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      noted.addListener(any -> run(task));
    }
  }

  private void run(Runnable task) {
    if (noted.isSuccess()) {
      task.run();
    }
  }
}
