package org.spinngate.client.testing;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.stream.ControlCodec;
import org.spinngate.protocol.stream.FrameReader;

/** A server on a port of its own that does what its script says, behind real TLS. */
public final class FakeServer implements AutoCloseable {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final Queue<ControlMessage> heard = new ConcurrentLinkedQueue<>();
  private final SslContext tls;
  private final Script script;
  private final Channel listener;
  private final int port;
  private volatile boolean refusing;

  /** What the server does; runs on its event loop. */
  public interface Script {
    void message(ChannelHandlerContext ctx, ControlMessage message);

    /** The frame starts with its kind; the script does not release it. */
    default void datagram(ChannelHandlerContext ctx, ByteBuf frame) {}
  }

  public FakeServer(Certificate certificate, Script script) {
    this(certificate, script, 0);
  }

  public FakeServer(Certificate certificate, Script script, int port) {
    this(certificate, script, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  public FakeServer(Certificate certificate, Script script, InetSocketAddress address) {
    this(context(certificate), script, address);
  }

  private FakeServer(SslContext tls, Script script, InetSocketAddress address) {
    this.script = script;
    this.tls = tls;
    this.listener =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    accept(channel);
                  }
                })
            .bind(address)
            .syncUninterruptibly()
            .channel();
    this.port = ((InetSocketAddress) listener.localAddress()).getPort();
  }

  /** One with a key and a certificate from files, in PEM. */
  public static FakeServer withFiles(Path certificate, Path key, Script script)
      throws SSLException {
    SslContext tls =
        SslContextBuilder.forServer(certificate.toFile(), key.toFile())
            .sslProvider(SslProvider.JDK)
            .protocols("TLSv1.3")
            .build();
    return new FakeServer(tls, script, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  /** One that says by ALPN that it reads tails of messages; others are as servers were before. */
  public static FakeServer readingExtras(Certificate certificate, Script script) {
    ApplicationProtocolConfig known =
        new ApplicationProtocolConfig(
            ApplicationProtocolConfig.Protocol.ALPN,
            ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
            ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
            Extras.ALPN);
    return new FakeServer(
        context(certificate, known),
        script,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static SslContext context(Certificate certificate) {
    return context(certificate, ApplicationProtocolConfig.DISABLED);
  }

  private static SslContext context(Certificate certificate, ApplicationProtocolConfig known) {
    try {
      return SslContextBuilder.forServer(certificate.key(), certificate.certificate())
          .sslProvider(SslProvider.JDK)
          .protocols("TLSv1.3")
          .applicationProtocolConfig(known)
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void accept(Channel channel) {
    if (refusing) {
      channel.close();
      return;
    }
    connections.add(channel);
    FrameReader frames = new FrameReader();
    frames.trust();
    channel.pipeline().addLast(tls.newHandler(channel.alloc()), frames, new ControlCodec());
    channel.pipeline().addLast(new Actor());
  }

  public int port() {
    return port;
  }

  /** Every message so far, over all connections. */
  public Queue<ControlMessage> heard() {
    return heard;
  }

  public <T extends ControlMessage> T heard(Class<T> type) {
    return heard.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  public long count(Class<? extends ControlMessage> type) {
    return heard.stream().filter(type::isInstance).count();
  }

  public int connections() {
    return connections.size();
  }

  /** Cuts every connection, without a word. */
  public void cut() {
    connections.close().syncUninterruptibly();
  }

  /** Closes new connections at once, before TLS. */
  public void refuse(boolean refuse) {
    refusing = refuse;
  }

  /** Says the same on every connection. */
  public void say(ControlMessage message) {
    connections.writeAndFlush(message).syncUninterruptibly();
  }

  /** Sends the same bytes on every connection, within TLS. */
  public void sayRaw(byte[] bytes) {
    connections.writeAndFlush(Unpooled.wrappedBuffer(bytes));
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    cut();
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Actor extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      if (message instanceof ControlMessage control) {
        heard.add(control);
        script.message(ctx, control);
        return;
      }
      ByteBuf frame = (ByteBuf) message;
      try {
        if (DataFrame.kind(frame) != DataFrame.TIME_MARK_KIND) {
          script.datagram(ctx, frame);
        }
      } finally {
        frame.release();
      }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      ctx.close();
    }
  }
}
