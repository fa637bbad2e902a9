package org.spinngate.server.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollDomainDatagramChannel;
import io.netty.channel.unix.DomainDatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.spinngate.protocol.net.Transport;

/** The end of a notification socket that systemd has. Linux only. */
public final class NotifyReceiver implements AutoCloseable {
  private final EventLoopGroup loop = Transport.EPOLL.eventLoops(1, "notify-receiver");
  private final List<String> messages = new CopyOnWriteArrayList<>();

  /**
   * @param name a path, or a name that begins with {@code @} and is no file
   */
  public NotifyReceiver(String name) {
    String path = name.startsWith("@") ? "\0" + name.substring(1) : name;
    new Bootstrap()
        .group(loop)
        .channel(EpollDomainDatagramChannel.class)
        .handler(
            new SimpleChannelInboundHandler<DomainDatagramPacket>() {
              @Override
              protected void channelRead0(ChannelHandlerContext ctx, DomainDatagramPacket packet) {
                messages.add(packet.content().toString(UTF_8));
              }
            })
        .bind(new DomainSocketAddress(path))
        .syncUninterruptibly();
  }

  /** All that came until now, in order. */
  public List<String> messages() {
    return List.copyOf(messages);
  }

  /** How many came that have this line. */
  public int count(String line) {
    return (int)
        messages.stream().filter(message -> message.lines().anyMatch(line::equals)).count();
  }

  /** Waits until so many have come that have this line. */
  public void await(String line, int times) {
    Awaitility.await().atMost(1, TimeUnit.MINUTES).until(() -> count(line) >= times);
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }
}
