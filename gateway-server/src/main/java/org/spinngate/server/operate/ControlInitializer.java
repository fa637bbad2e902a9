package org.spinngate.server.operate;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.LineBasedFrameDecoder;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;

/**
 * The pipeline of the control socket.
 *
 * <pre>
 *  lines ─ request
 * </pre>
 *
 * <p>Confined to the one event loop of the control socket.
 */
final class ControlInitializer extends ChannelInitializer<Channel> {
  private static final Logger LOG = LoggerFactory.getLogger(ControlInitializer.class);

  private final Verbs verbs;
  private final Executor executor;
  private final Duration patience;
  private final Faults faults =
      new Faults(
          System::nanoTime,
          (fault, more) -> LOG.error("fault at the control socket{}", more, fault));
  private int open;

  ControlInitializer(Verbs verbs, Executor executor, Duration patience) {
    this.verbs = verbs;
    this.executor = executor;
    this.patience = patience;
  }

  @Override
  protected void initChannel(Channel channel) {
    assert channel.eventLoop().inEventLoop();
    if (open == VerbHandler.MOST_AT_ONCE) {
      new VerbReply(channel).refuse(VerbHandler.busy());
      return;
    }
    open++;
    channel.closeFuture().addListener(closed -> open--);
    channel
        .pipeline()
        .addLast("lines", new LineBasedFrameDecoder(ControlSocket.LONGEST_REQUEST, true, true))
        .addLast("request", new VerbHandler(verbs, executor, patience, faults));
  }
}
