package org.spinngate.client.local;

import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * Sets tags once more on a board whose server has begun anew: the board goes on sending to ports
 * that the former server had, and only this client knows what the tools have set. It tries every
 * second at first, and then less often, for as long as a board that restarts may take.
 *
 * <p>Confined to the one event loop.
 */
final class TagRestoration {
  private static final int FAST_TRIES = 5;
  private static final int TRIES = 40;
  private static final long SLOW_SECONDS = 10;

  private final EventLoop loop;
  private final LocalFlowTable table;
  private final TagTraffic traffic;
  private final Consumer<String> words;
  private final LaterTask nextTry = new LaterTask(this::tryAgain);
  private boolean waiting;
  private int tries;

  /**
   * @param words takes lines for the user
   */
  TagRestoration(EventLoop loop, LocalFlowTable table, TagTraffic traffic, Consumer<String> words) {
    this.loop = loop;
    this.table = table;
    this.traffic = traffic;
    this.words = words;
  }

  /** There is a tunnel to a server that knows nothing of the tags that were set. */
  void begin() {
    tries = 1;
    table.forEach(
        flow ->
            flow.setTagsAgain((setting, sequence) -> traffic.setAgain(flow, setting, sequence)));
    traffic.setReverseTagsAgain();
    if (!waiting) {
      tryLater();
    }
  }

  private void tryLater() {
    waiting = true;
    var unused = nextTry.in(loop, tries < FAST_TRIES ? 1 : SLOW_SECONDS, TimeUnit.SECONDS);
  }

  private void tryAgain() {
    waiting = false;
    tries++;
    table.forEach(LocalFlow::trySettingTags);
    if (tries <= FAST_TRIES) {
      // It wants no reply, so that nobody knows whether one has come.
      traffic.setReverseTagsAgain();
    }
    boolean open = table.any(LocalFlow::awaitsTags);
    if (tries < FAST_TRIES || (open && tries < TRIES)) {
      tryLater();
    } else if (open) {
      table.forEach(LocalFlow::giveUpTags);
      words.accept(
          "the server has begun anew, and the board did not let its IP tags be set once more;"
              + " let your tools set them again");
    }
  }
}
