package org.spinngate.client.local;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * Sets tags once more on a board whose server has begun anew: the board goes on sending to ports
 * that the former server had, and only this client knows what the tools have set.
 *
 * <p>Confined to the one event loop.
 */
final class TagRestoration {
  private static final int TRIES = 5;

  private final EventLoop loop;
  private final LocalFlowTable table;
  private final TagTraffic traffic;
  private final LaterTask nextTry = new LaterTask(this::tryAgain);
  private @Nullable Tunnel tunnel;
  private int left;

  TagRestoration(EventLoop loop, LocalFlowTable table, TagTraffic traffic) {
    this.loop = loop;
    this.table = table;
    this.traffic = traffic;
  }

  /** There is a tunnel to a server that knows nothing of the tags that were set. */
  void begin(Tunnel next) {
    boolean waiting = left > 0;
    tunnel = next;
    left = TRIES;
    table.forEach(
        flow ->
            flow.setTagsAgain(
                (setting, sequence) -> traffic.setAgain(next, flow, setting, sequence)));
    traffic.setReverseTagsAgain(next);
    if (!waiting) {
      tryLater();
    }
  }

  private void tryLater() {
    var unused = nextTry.in(loop, 1, TimeUnit.SECONDS);
  }

  private void tryAgain() {
    Tunnel present = tunnel;
    left--;
    if (left > 0 && present != null) {
      table.forEach(LocalFlow::trySettingTags);
      tryLater();
    }
  }
}
