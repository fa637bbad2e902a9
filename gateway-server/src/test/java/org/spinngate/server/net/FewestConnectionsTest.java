package org.spinngate.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.net.Transport;

/** Which event loop carries a connection. */
class FewestConnectionsTest {
  private static final int LOOPS = 3;

  private final Transport transport = Transport.best();
  private final FewestConnections fewest = new FewestConnections();
  private final EventLoopGroup loops = fewest.loops(LOOPS, "test", transport);
  private final List<Channel> accepted = new CopyOnWriteArrayList<>();
  private final List<Socket> clients = new ArrayList<>();
  private final StreamPort port =
      new StreamPort(
          new StreamPort.Sockets(loops, transport, () -> ""),
          "gateway.listen",
          fewest.counting(new Noting()));
  private InetSocketAddress address = new InetSocketAddress(0);

  /** Notes each connection that is open. */
  @io.netty.channel.ChannelHandler.Sharable
  private final class Noting extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext ctx) {
      accepted.add(ctx.channel());
    }

    @Override
    public void channelUnregistered(ChannelHandlerContext ctx) {
      if (!ctx.channel().isOpen()) {
        accepted.remove(ctx.channel());
      }
    }
  }

  @BeforeEach
  void listen() throws Exception {
    address = port.bind(new InetSocketAddress(NetUtil.LOCALHOST4, 0));
  }

  @AfterEach
  void end() throws IOException {
    for (Socket client : clients) {
      client.close();
    }
    loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void everyLoopGetsAsManyConnectionsAlthoughOthersTakeLoopsToo() throws IOException {
    for (int i = 0; i < 4 * LOOPS; i++) {
      connect();
      // As code that dials, probes or schedules does; with two of them for each connection, all
      // connections would come to one of the three loops.
      loops.next();
      loops.next();
    }

    assertThat(perLoop().values()).containsExactly(4, 4, 4);
  }

  @Test
  void aLoopWhoseConnectionsHaveEndedGetsTheNextOnes() throws IOException {
    for (int i = 0; i < 2 * LOOPS; i++) {
      connect();
    }
    EventLoop emptied = accepted.get(0).eventLoop();
    List<Channel> ended = accepted.stream().filter(one -> one.eventLoop() == emptied).toList();
    ended.forEach(Channel::close);
    await().until(() -> accepted.size() == 2 * LOOPS - ended.size());

    connect();
    connect();

    assertThat(perLoop()).containsEntry(emptied, 2);
  }

  @Test
  void aConnectionThatMovesIsCountedWhereItIs() throws IOException {
    connect();
    Channel moved = accepted.get(0);
    EventLoop before = moved.eventLoop();
    EventLoop after = other(before);
    moved.deregister().syncUninterruptibly();
    after.register(moved).syncUninterruptibly();

    connect();
    connect();

    assertThat(perLoop().values()).containsExactly(1, 1, 1);
  }

  private EventLoop other(EventLoop one) {
    EventLoop next = loops.next();
    while (next == one) {
      next = loops.next();
    }
    return next;
  }

  private void connect() throws IOException {
    int open = accepted.size();
    clients.add(new Socket(address.getAddress(), address.getPort()));
    await().until(() -> accepted.size() == open + 1);
  }

  private Map<EventLoop, Integer> perLoop() {
    return accepted.stream()
        .collect(Collectors.groupingBy(Channel::eventLoop, Collectors.summingInt(one -> 1)));
  }
}
