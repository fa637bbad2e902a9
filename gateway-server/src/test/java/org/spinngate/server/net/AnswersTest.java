package org.spinngate.server.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;

/** A port at every address of this machine, whose clients take answers from one address only. */
@ExtendWith(LeakExtension.class)
class AnswersTest {
  private static final int WAIT_MILLIS = 20;

  private final EventLoopGroup loops = Transport.best().eventLoops(2, "test");
  private final DatagramPort port = new DatagramPort(loops, Transport.best(), PortMeter.NONE);
  private final Set<EventLoop> busy = ConcurrentHashMap.newKeySet();

  @BeforeEach
  void addressesAreToldByThisSystem() {
    assumeThat(Transport.best()).isEqualTo(Transport.EPOLL);
  }

  @AfterEach
  void end() {
    port.close();
    loops.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  @Test
  void anAnswerComesFromTheAddressThatWasSentTo() throws IOException {
    int number = bindEverywhere(address("0.0.0.0"));

    assertThat(ask(address("127.94.22.1"), number)).isEqualTo("one");
    assertThat(ask(address("127.94.22.2"), number)).isEqualTo("one");
    assertThat(ask(address("127.0.0.1"), number)).isEqualTo("one");
  }

  @Test
  void everyEventLoopAnswersFromThere() throws IOException {
    int number = bindEverywhere(address("0.0.0.0"));

    // The system spreads clients by their ports.
    for (int client = 0; busy.size() < 2 && client < 200; client++) {
      assertThat(ask(address("127.94.22.3"), number)).isEqualTo("one");
    }

    assertThat(busy).hasSize(2);
  }

  @Test
  void anAddressThatWasLetGoForTooManyOthersIsAnsweredFromAgain() throws IOException {
    int number = bindEverywhere(address("0.0.0.0"));

    for (int client = 0; client <= OwnAddresses.MOST; client++) {
      assertThat(ask(address("127.94.23." + client), number)).isEqualTo("one");
    }

    assertThat(port.at(address("127.94.23.0")).isEmpty()).as("is let go").isTrue();
    assertThat(ask(address("127.94.23.0"), number)).isEqualTo("one");
  }

  @Test
  void anAddressOfIpv6HasSocketsAsSoonAsItIsSeen() throws IOException {
    assumeThat(NetworkInterface.getByInetAddress(NetUtil.LOCALHOST6)).isNotNull();
    int number = bindEverywhere(address("::"));

    port.look(List.of(NetUtil.LOCALHOST6));

    awaitSockets(true);
    assertThat(ask(NetUtil.LOCALHOST6, number)).isEqualTo("one");
  }

  @Test
  void anAddressOfIpv6ThatIsGoneHasNoSocketsAnyMore() throws IOException {
    assumeThat(NetworkInterface.getByInetAddress(NetUtil.LOCALHOST6)).isNotNull();
    bindEverywhere(address("::"));
    port.look(List.of(NetUtil.LOCALHOST6));
    awaitSockets(true);

    port.look(List.of());

    awaitSockets(false);
  }

  private void awaitSockets(boolean wanted) {
    loops.forEach(
        loop ->
            await()
                .until(
                    () -> (port.at(NetUtil.LOCALHOST6).own((EventLoop) loop) != null) == wanted));
  }

  private static InetAddress address(String literal) {
    return NetUtil.createInetAddressFromIpAddressString(literal);
  }

  private int bindEverywhere(InetAddress everywhere) throws IOException {
    for (int attempt = 1; ; attempt++) {
      int number = freePort();
      try {
        port.bind(new InetSocketAddress(everywhere, number), "", this::echo);
        return number;
      } catch (BindFailure e) {
        if (attempt == 10) {
          throw e;
        }
      }
    }
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket()) {
      return socket.getLocalPort();
    }
  }

  private ChannelHandler echo(EventLoop loop, Arrivals arrivals) {
    return new SimpleChannelInboundHandler<DatagramPacket>() {
      @Override
      protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        busy.add(loop);
        Channel socket = arrivals.of(packet).socket(loop);
        assertThat(socket).isNotNull();
        socket.writeAndFlush(new DatagramPacket(packet.content().retain(), packet.sender()));
      }
    };
  }

  /** Asks until there is an answer; the socket takes none from elsewhere. */
  private static String ask(InetAddress server, int number) throws IOException {
    byte[] question = "one".getBytes(US_ASCII);
    try (DatagramSocket client = new DatagramSocket()) {
      client.connect(server, number);
      client.setSoTimeout(WAIT_MILLIS);
      for (int attempt = 0; attempt < 200; attempt++) {
        client.send(new java.net.DatagramPacket(question, question.length));
        String answer = listen(client);
        if (!answer.isEmpty()) {
          return answer;
        }
      }
    }
    return "no answer from " + server;
  }

  private static String listen(DatagramSocket client) throws IOException {
    java.net.DatagramPacket answer = new java.net.DatagramPacket(new byte[16], 16);
    try {
      client.receive(answer);
      return new String(answer.getData(), 0, answer.getLength(), US_ASCII);
    } catch (SocketTimeoutException e) {
      return "";
    }
  }
}
