package org.spinngate.bench;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.net.Transport;

/**
 * Opens light sessions on one thread of its own, from many addresses of loopback as if from many
 * homes.
 *
 * <p>Thread-safe.
 */
final class LightClients implements AutoCloseable {
  private static final int HOMES = 250;

  private final EventLoopGroup group;
  private final SslContext tls;
  private final InetSocketAddress server;
  private final Hello hello;
  private final String network;

  /**
   * @param network the first two bytes of the clients' addresses, such as 127.41
   */
  LightClients(SslContext tls, InetSocketAddress server, Hello hello, String network) {
    this.group = Transport.best().eventLoops(1, "light-clients");
    this.tls = tls;
    this.server = server;
    this.hello = hello;
    this.network = network;
  }

  EventLoop loop() {
    return group.next();
  }

  /**
   * Opens a session.
   *
   * @param number picks the client's address and the board
   * @param answered hears of each answer, on the thread of these clients
   */
  Future<LightSession> open(int number, int boards, LongConsumer answered) {
    Promise<LightSession> opened = loop().newPromise();
    Open wish = new Open(AnsweringBoards.name(number % boards), 0);
    LightSession session = new LightSession(hello, wish, opened, answered);
    ChannelFuture connecting =
        new Bootstrap()
            .group(group)
            .channelFactory(Transport.best()::streamChannel)
            .option(ChannelOption.TCP_NODELAY, true)
            .handler(initializer(session))
            .connect(server, home(number));
    connecting.addListener(
        done -> {
          if (!done.isSuccess()) {
            opened.tryFailure(done.cause());
          }
        });
    return opened;
  }

  private ChannelInitializer<Channel> initializer(LightSession session) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel.pipeline().addLast(tls.newHandler(channel.alloc(), "127.0.0.1", server.getPort()));
        session.addTo(channel.pipeline());
      }
    };
  }

  private InetSocketAddress home(int number) {
    int home = number % (HOMES * HOMES);
    return new InetSocketAddress("%s.%d.%d".formatted(network, home / HOMES, 1 + home % HOMES), 0);
  }

  @Override
  public void close() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
