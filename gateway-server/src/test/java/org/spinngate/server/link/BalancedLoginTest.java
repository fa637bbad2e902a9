package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.front.BalancerDoor;
import org.spinngate.server.front.Balancers;
import org.spinngate.server.report.TableFormatter;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.ProxyHeaders;

/** Behind a load balancer, all that depends on an address depends on the user's. */
@ExtendWith(LeakExtension.class)
class BalancedLoginTest {
  private final LogCapture log = new LogCapture(LogCapture.EVERYTHING);
  private final LinkBench bench = new LinkBench();

  private final Balancers balancers =
      new Balancers(
          address -> true,
          () -> 1000,
          () -> LinkBench.LOGIN,
          LoginMeter.NONE,
          bench.time()::nanoTime);

  BalancedLoginTest() throws SSLException {}

  @AfterEach
  void close() {
    bench.close();
    log.close();
  }

  private Connection connect(int host, int port) throws UnknownHostException {
    InetAddress address = InetAddress.getByAddress(new byte[] {(byte) 198, 51, 100, (byte) host});
    byte[] header = ProxyHeaders.binary(new InetSocketAddress(address, port));
    return bench
        .connect(tunnel -> new BalancerDoor(balancers, tunnel))
        .sayBytes(Unpooled.wrappedBuffer(header));
  }

  @Test
  void theTableAndTheAuditHaveTheUsersAddress() throws UnknownHostException {
    connect(7, 51544).openBoard("alice", "spin5-01");

    assertThat(TableFormatter.format(bench.table().rows(), Instant.now()))
        .contains("198.51.100.7:51544")
        .doesNotContain("203.0.113.9");
    assertThat(log.lines("login accepted"))
        .containsExactly(
            "login accepted: user=alice peer=198.51.100.7:51544 client=gateway-client/0.1");
  }

  @Test
  void whoGuessesTokensIsBannedAndTheOthersOfTheBalancerAreNot() throws UnknownHostException {
    for (int i = 0; i < 3; i++) {
      connect(7, i).say(Hello.of("alice", "wrong", "c")).refusal();
    }

    assertThat(connect(7, 4).logIn("alice").refusal()).isEqualTo(CloseCause.LOGIN_REFUSED);
    assertThat(log.lines("login refused"))
        .last()
        .isEqualTo("login refused: user=alice peer=198.51.100.7:4 reason=banned");
    assertThat(connect(8, 1).logIn("alice").next()).isInstanceOf(Welcome.class);
  }

  @Test
  void theTimeForALoginBeginsAtTheHeader() throws UnknownHostException {
    Connection connection = connect(7, 1);

    bench.pass(LinkBench.LOGIN.plusSeconds(1));

    assertThat(connection.isOpen()).isFalse();
    assertThat(log.lines("turned away")).hasSize(1);
    assertThat(log.lines("turned away").get(0)).startsWith("turned away 198.51.100.7:1:");
  }
}
