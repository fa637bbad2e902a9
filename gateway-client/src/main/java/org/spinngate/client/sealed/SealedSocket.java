package org.spinngate.client.sealed;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.client.local.Connecting;
import org.spinngate.protocol.mtu.PacketSize;
import org.spinngate.protocol.net.DatagramReads;
import org.spinngate.protocol.net.ReceiveBuffer;
import org.spinngate.protocol.net.WholePackets;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * A UDP socket that only the server can send to, and that can be exchanged for one with another
 * port. The one before goes on for a while, for what is still on its way.
 *
 * <p>Confined to the one event loop.
 */
final class SealedSocket {
  private static final Logger LOG = LoggerFactory.getLogger(SealedSocket.class);

  private static final int RECEIVE_BYTES = 2048;
  private static final int LAST_PACKETS_SECONDS = 5;
  private static final WriteBufferWaterMark WRITE_LIMIT =
      new WriteBufferWaterMark(512 * 1024, 1024 * 1024);

  private final Supplier<Bootstrap> sockets;
  private final EventLoop loop;
  private final @Nullable InetAddress from;
  private final InetSocketAddress server;
  private final Supplier<ChannelHandler> handlers;
  private final Consumer<Throwable> failures;
  private @Nullable Channel channel;
  private boolean closed;

  /**
   * @param sockets starts a UDP socket on the loop
   * @param from the address of this machine that packets come from, if it matters: the server
   *     believes that of the stream
   * @param server where packets go
   * @param handlers makes the handler of each socket
   * @param failures hears why a socket could not be opened
   */
  SealedSocket(
      Supplier<Bootstrap> sockets,
      EventLoop loop,
      @Nullable InetAddress from,
      InetSocketAddress server,
      Supplier<ChannelHandler> handlers,
      Consumer<Throwable> failures) {
    this.sockets = sockets;
    this.loop = loop;
    this.from = from;
    this.server = server;
    this.handlers = handlers;
    this.failures = failures;
  }

  /**
   * Opens a socket, in place of the one before if there is any. That one is used until the new one
   * can be: nothing is refused in between.
   */
  void open() {
    assert loop.inEventLoop();
    ChannelFuture connecting =
        sockets
            .get()
            .option(ChannelOption.SO_RCVBUF, ReceiveBuffer.WANTED_BYTES)
            .option(ChannelOption.SO_SNDBUF, ReceiveBuffer.WANTED_BYTES)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_LIMIT)
            .handler(initializer())
            .connect(server, local());
    Connecting.then(loop, connecting, this::connected);
  }

  private @Nullable InetSocketAddress local() {
    return from == null ? null : new InetSocketAddress(from, 0);
  }

  private void connected(ChannelFuture connecting) {
    assert loop.inEventLoop();
    if (!connecting.isSuccess()) {
      tell(connecting.cause());
    } else if (closed) {
      connecting.channel().close();
    } else {
      closeLater(channel);
      channel = connecting.channel();
    }
  }

  private void tell(Throwable cause) {
    if (!closed) {
      LOG.debug("UDP to {}: {}", server, cause.toString());
      failures.accept(cause);
    }
  }

  private ChannelInitializer<Channel> initializer() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel opened) {
        DatagramReads.prepare(opened, RECEIVE_BYTES);
        WholePackets.ask(opened);
        opened.pipeline().addLast("sealed", handlers.get());
      }
    };
  }

  private void closeLater(@Nullable Channel former) {
    if (former != null) {
      var unused =
          new LaterTask(() -> former.close()).in(loop, LAST_PACKETS_SECONDS, TimeUnit.SECONDS);
    }
  }

  /** The socket of now, or null if it takes no packets at present. */
  @Nullable Channel usable() {
    Channel now = channel;
    return now != null && now.isActive() && now.isWritable() ? now : null;
  }

  /** The longest packet that leaves whole, as far as is known. */
  int longestPacket() {
    return channel == null ? PacketSize.BASE : WholePackets.longest(channel, server.getAddress());
  }

  /** Closes it at once. */
  void close() {
    closed = true;
    if (channel != null) {
      channel.close();
      channel = null;
    }
  }
}
