package org.spinngate.server.session;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.server.usage.Traffic;

/**
 * What falls after the end of a session, when its last line is written already: counted all the
 * same, and told a little later.
 *
 * <p>Confined to the session's event loop.
 */
final class Aftermath {
  /** A connection is kept no longer than this after its last word, so mostly one line will do. */
  private static final long PATIENCE_SECONDS = 4;

  private final EventLoop loop;
  private final SessionTick tick;
  private final SessionLog log;
  private boolean told = true;

  Aftermath(EventLoop loop, SessionTick tick, SessionLog log) {
    this.loop = loop;
    this.tick = tick;
    this.log = log;
  }

  /** Something has been counted, such as a datagram that was dropped. */
  void dropped() {
    assert loop.inEventLoop();
    if (told && !loop.isShuttingDown()) {
      told = false;
      var unused = new LaterTask(this::tell).in(loop, PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void tell() {
    told = true;
    Traffic.Snapshot before = tick.row().traffic();
    log.droppedAfterTheEnd(tick.refresh().traffic().minus(before));
  }
}
