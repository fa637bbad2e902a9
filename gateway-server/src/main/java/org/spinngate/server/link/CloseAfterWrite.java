package org.spinngate.server.link;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.repeat.LaterTask;

/** Says a last word and closes the connection after it, also towards a peer that does not read. */
final class CloseAfterWrite {
  private static final long PATIENCE_SECONDS = 3;

  private CloseAfterWrite() {}

  static void write(Channel channel, ControlMessage word) {
    Future<?> timer =
        new LaterTask(() -> channel.close())
            .in(channel.eventLoop(), PATIENCE_SECONDS, TimeUnit.SECONDS);
    channel.closeFuture().addListener(closed -> timer.cancel(false));
    channel.writeAndFlush(word).addListener(ChannelFutureListener.CLOSE);
  }
}
