package org.spinngate.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.testing.LogCapture;

/** Where clients may come to, by TCP and UDP, in both families. */
class ListenersTest {
  private static final InetAddress IPV4 = NetUtil.LOCALHOST4;
  private static final InetAddress IPV6 = NetUtil.LOCALHOST6;

  private final Transport transport = Transport.best();
  private final EventLoopGroup loops = transport.eventLoops(2, "test");
  private final Set<InetAddress> callers = ConcurrentHashMap.newKeySet();
  private final AtomicInteger pauses = new AtomicInteger();
  private final Listeners listeners =
      new Listeners(ports(), Optional.empty(), transport, this::pause);

  @BeforeEach
  void thisMachineHasBothFamilies() throws IOException {
    assumeThat(NetworkInterface.getByInetAddress(IPV6)).isNotNull();
    assumeThat(transport.splitsFamilies()).isTrue();
  }

  @AfterEach
  void end() {
    listeners.close();
    loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private PortPair ports() {
    StreamPort streams =
        new StreamPort(
            new StreamPort.Sockets(loops, transport, () -> ""),
            "gateway.listen",
            new ChannelInitializer<>() {
              @Override
              protected void initChannel(Channel channel) {
                callers.add(((InetSocketAddress) channel.remoteAddress()).getAddress());
                channel.pipeline().addLast(new ChannelInboundHandlerAdapter());
              }
            });
    PortPair.Datagrams datagrams =
        new PortPair.Datagrams(
            () -> new DatagramPort(loops, transport, PortMeter.NONE),
            this::hearer,
            "gateway.listen names it");
    return new PortPair(streams, Optional.of(datagrams), transport);
  }

  private SimpleChannelInboundHandler<DatagramPacket> hearer(EventLoop loop, Arrivals arrivals) {
    return new SimpleChannelInboundHandler<>() {
      @Override
      protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        callers.add(packet.sender().getAddress());
      }
    };
  }

  private void pause() throws InterruptedException {
    if (pauses.incrementAndGet() == 3) {
      throw new InterruptedException();
    }
  }

  private static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(NetUtil.createInetAddressFromIpAddressString(host), port);
  }

  private void awaitCallsBy(boolean datagrams, InetAddress host, int port) throws IOException {
    callers.clear();
    try (DatagramSocket socket = new DatagramSocket()) {
      Awaitility.await()
          .until(
              () -> {
                if (datagrams) {
                  socket.send(new java.net.DatagramPacket(new byte[1], 1, host, port));
                } else {
                  new Socket(host, port).close();
                }
                return callers.contains(host);
              });
    }
    assertThat(callers).as("in the words of their own families").isSubsetOf(IPV4, IPV6);
  }

  private void awaitEverybody(int port) throws IOException {
    awaitCallsBy(false, IPV4, port);
    awaitCallsBy(false, IPV6, port);
    awaitCallsBy(true, IPV4, port);
    awaitCallsBy(true, IPV6, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Test
  void bothFamiliesCanBeNamedAtOnePort() throws IOException {
    int port = freePort();

    listeners.bind(List.of(at("0.0.0.0", port), at("::", port)));

    assertThat(listeners.addresses()).containsExactly(at("0.0.0.0", port), at("::", port));
    awaitEverybody(port);
  }

  @Test
  void allOfIpv6AloneIsAllOfIpv4Too() throws IOException {
    listeners.bind(List.of(at("::", 0)));

    awaitEverybody(listeners.addresses().get(0).getPort());
  }

  @Test
  void allOfIpv4AloneIsAllOfIpv6Too() throws IOException {
    listeners.bind(List.of(at("0.0.0.0", 0)));

    awaitEverybody(listeners.addresses().get(0).getPort());
  }

  @Test
  void allOfIpv6BesideOneOfIpv4LeavesTheOthersOfThatAlone() throws IOException {
    int port = freePort();

    listeners.bind(List.of(at("::", port), at("127.94.24.1", port)));

    awaitCallsBy(false, IPV6, port);
    assertThatThrownBy(() -> new Socket(IPV4, port).close()).isInstanceOf(IOException.class);
  }

  @Test
  void anAddressThatThisMachineDoesNotHaveIsWaitedForAndToldOnce() {
    try (LogCapture log = new LogCapture(Listeners.class.getName())) {
      assertThatThrownBy(() -> listeners.bind(List.of(at("192.0.2.77", 17894))))
          .isInstanceOf(InterruptedIOException.class);

      assertThat(pauses).hasValue(3);
      assertThat(log.lines())
          .containsExactly(
              "cannot listen on 192.0.2.77:17894: this machine does not have this address now;"
                  + " gateway.listen names the address; waiting for it");
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatTheMachineHasIsOpenMeanwhile() {
    assertThatThrownBy(() -> listeners.bind(List.of(at("192.0.2.77", 17894), at("127.94.24.2", 0))))
        .isInstanceOf(InterruptedIOException.class);

    assertThat(listeners.addresses()).singleElement().isNotNull();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aNameIsLookedUpWhenItIsBound() throws IOException {
    listeners.bind(List.of(InetSocketAddress.createUnresolved("localhost", 0)));

    assertThat(listeners.addresses().get(0).getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void aPortThatSomebodyHasIsNotWaitedFor() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, IPV4)) {
      InetSocketAddress same = at("127.0.0.1", taken.getLocalPort());

      assertThatThrownBy(() -> listeners.bind(List.of(same)))
          .isInstanceOf(BindFailure.class)
          .hasMessageContaining("the port is in use; is another gateway running?");
    }
    assertThat(pauses).hasValue(0);
  }
}
