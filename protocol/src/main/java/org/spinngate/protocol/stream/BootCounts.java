package org.spinngate.protocol.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spinngate.protocol.BootTaken;

/**
 * The newest count of each boot flow that is still to be told. A newer one tells all that those
 * before it would, so the counts of one pass of the event loop leave together, and while the
 * connection takes nothing the next ones gather here. A peer that lets those of very many flows
 * gather loses the connection.
 *
 * <p>Confined to the channel's event loop.
 */
final class BootCounts {
  /** Twice what a server counts in one session; no client has nearly as many boots at a time. */
  private static final int MOST_FLOWS = 2048;

  private final Channel channel;
  private final Map<Integer, BootTaken> newest = new LinkedHashMap<>();
  private boolean telling;

  BootCounts(Channel channel) {
    this.channel = channel;
  }

  /** Tells a count at the end of this pass, or when the ones before it have left. */
  void add(BootTaken count) {
    newest.put(count.flow(), count);
    if (newest.size() > MOST_FLOWS) {
      channel.close();
    }
    if (!telling) {
      telling = true;
      channel.eventLoop().execute(this::tell);
    }
  }

  /** Tells at once what is still to be told. */
  void tell() {
    List<BootTaken> counts = List.copyOf(newest.values());
    newest.clear();
    ChannelFuture last = null;
    for (BootTaken count : counts) {
      last = channel.write(count);
    }
    if (last == null) {
      telling = false;
    } else {
      telling = true;
      channel.flush();
      last.addListener(written -> tell());
    }
  }
}
