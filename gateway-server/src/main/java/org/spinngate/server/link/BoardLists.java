package org.spinngate.server.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.List;
import java.util.function.Supplier;
import org.spinngate.protocol.Boards;

/**
 * Answers one question for the boards after the other. A list can be long, so there is one at a
 * time: who asks again and again without reading is not worth the memory of more.
 *
 * <p>Confined to the channel's event loop.
 */
final class BoardLists {
  private final Supplier<List<Boards>> list;
  private int asked;
  private boolean answering;

  /**
   * @param list the pages of this moment, at least one
   */
  BoardLists(Supplier<List<Boards>> list) {
    this.list = list;
  }

  /** Answers as soon as the answers before have left. */
  void ask(Channel channel) {
    asked++;
    answer(channel);
  }

  private void answer(Channel channel) {
    // What has waited for its allowance comes at once when the connection is gone.
    if (answering || asked == 0 || !channel.isActive()) {
      return;
    }
    answering = true;
    asked--;
    ChannelFuture last = null;
    for (Boards page : list.get()) {
      last = channel.write(page);
    }
    channel.flush();
    if (last != null) {
      last.addListener(written -> answered(channel));
    }
  }

  private void answered(Channel channel) {
    answering = false;
    answer(channel);
  }
}
