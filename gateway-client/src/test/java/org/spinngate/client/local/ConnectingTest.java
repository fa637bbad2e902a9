package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class ConnectingTest {
  private static final InetSocketAddress NOBODY = new InetSocketAddress("127.94.88.1", 9);

  private final ClientSockets sockets = new ClientSockets(Transport.best());

  @AfterEach
  void close() {
    sockets.close();
  }

  /** The thread that is told of an attempt, and why it failed. */
  private String told(boolean noChannel) {
    EventLoop loop = sockets.loop();
    Promise<String> told = loop.newPromise();
    loop.execute(
        () ->
            Connecting.then(
                loop,
                start(noChannel).handler(new ChannelHandlerAdapter() {}).connect(NOBODY),
                done -> told.setSuccess(loop.inEventLoop() + " " + done.cause().getMessage())));
    return told.syncUninterruptibly().getNow();
  }

  private Bootstrap start(boolean noChannel) {
    return noChannel
        ? new Bootstrap().group(sockets.loop()).channelFactory(ConnectingTest::noDescriptor)
        : sockets.stream();
  }

  private static Channel noDescriptor() {
    throw new ChannelException("no descriptor");
  }

  @Test
  void aRefusalIsToldOnTheLoop() {
    assertThat(told(false)).startsWith("true ").contains("refused");
  }

  @Test
  void aChannelThatCouldNotBeMadeIsToldOfOnTheLoopToo() {
    assertThat(told(true)).isEqualTo("true no descriptor");
  }
}
