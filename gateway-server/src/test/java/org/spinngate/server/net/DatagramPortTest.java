package org.spinngate.server.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.net.Transport;

class DatagramPortTest {
  private final EventLoopGroup loops = Transport.best().eventLoops(2, "test");
  private final DatagramPort port = new DatagramPort(loops, Transport.best(), PortMeter.NONE);

  @AfterEach
  void end() {
    port.close();
    loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private void bind(InetSocketAddress address) throws IOException {
    port.bind(address, "", (loop, arrivals) -> new ChannelInboundHandlerAdapter());
  }

  @Test
  void anAddressOfIpv6CanBeBound() throws IOException {
    assumeThat(NetworkInterface.getByInetAddress(NetUtil.LOCALHOST6)).isNotNull();
    InetSocketAddress free;
    try (ServerSocket unused = new ServerSocket(0, 1, NetUtil.LOCALHOST6)) {
      free = (InetSocketAddress) unused.getLocalSocketAddress();
    }

    assertThatCode(() -> bind(free)).doesNotThrowAnyException();
  }

  @Test
  void everyEventLoopHasASocketToSendBy() throws IOException {
    InetAddress own = InetAddress.getByAddress(new byte[] {127, 94, 21, 1});
    assertThat(port.at(own).socket(loops.next())).as("before it is bound").isNull();

    bind(free(own));

    loops.forEach(loop -> assertThat(port.at(own).socket((EventLoop) loop)).isNotNull());
  }

  @Test
  void anAddressThatSomebodyHasIsAnError() throws IOException {
    InetAddress own = InetAddress.getByAddress(new byte[] {127, 94, 21, 2});
    try (DatagramSocket other = new DatagramSocket(0, own)) {
      InetSocketAddress taken = new InetSocketAddress(own, other.getLocalPort());

      assertThatThrownBy(() -> bind(taken)).isInstanceOf(IOException.class);
    }
  }

  private static InetSocketAddress free(InetAddress own) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, own)) {
      return new InetSocketAddress(own, socket.getLocalPort());
    }
  }
}
