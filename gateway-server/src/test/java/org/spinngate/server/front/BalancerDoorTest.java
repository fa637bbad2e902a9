package org.spinngate.server.front;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.server.front.BalancerBench.BALANCER;
import static org.spinngate.server.front.BalancerBench.DEADLINE;
import static org.spinngate.server.front.BalancerBench.STRANGER;
import static org.spinngate.server.front.BalancerBench.address;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.link.LoginResult;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.ProxyHeaders;

/** A connection of a trusted load balancer is whose the header says, and nobody's before. */
@ExtendWith(LeakExtension.class)
class BalancerDoorTest {
  private static final InetSocketAddress USER = user("203.0.113.9");
  private static final byte[] HELLO = {0x16, 3, 1};

  private final LogCapture log = new LogCapture(LogCapture.EVERYTHING);
  private final BalancerBench bench = new BalancerBench();

  @AfterEach
  void close() {
    bench.close();
    assertThat(bench.waiting()).isZero();
    assertThat(log.stackTraces()).isZero();
    log.close();
  }

  private static InetSocketAddress user(String literal) {
    return new InetSocketAddress(address(literal), 51544);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }

  static Stream<Arguments> headers() {
    InetSocketAddress six = user("2001:db8::9");
    byte[] mapped = new byte[36];
    mapped[10] = mapped[11] = -1;
    System.arraycopy(USER.getAddress().getAddress(), 0, mapped, 12, 4);
    mapped[32] = (byte) 0xC9;
    mapped[33] = 0x58;
    String four = "203.0.113.9:51544";
    return Stream.of(
        Arguments.of(ProxyHeaders.line(USER), four),
        Arguments.of(ProxyHeaders.binary(USER), four),
        Arguments.of(ProxyHeaders.line(six), "[2001:db8::9]:51544"),
        Arguments.of(ProxyHeaders.binary(six), "[2001:db8::9]:51544"),
        Arguments.of(ProxyHeaders.line("TCP6 ::ffff:203.0.113.9 ::1 51544 1"), four),
        Arguments.of(ProxyHeaders.binary(ProxyHeaders.PROXY, ProxyHeaders.TCP_6, mapped), four),
        Arguments.of(ProxyHeaders.binary(USER, new byte[] {5, 0, 2, 7, 7}), four));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void theHeaderSaysWhoComesAndIsNotHeard(byte[] header, String user) {
    bench.connectAndSay(joined(header, HELLO));

    assertThat(bench.came()).containsExactly(user);
    assertThat(bench.heard()).isEqualTo("160301");
    assertThat(log.lines()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("headers")
  void aHeaderMayComeByteByByte(byte[] header, String user) {
    EmbeddedChannel connection = bench.connect(BALANCER);
    for (byte one : joined(header, HELLO)) {
      bench.say(connection, new byte[] {one});
    }

    assertThat(bench.came()).containsExactly(user);
    assertThat(bench.heard()).isEqualTo("160301");
  }

  @Test
  void whoIsNamedMayBeSilentForAsLongAsHeLikes() {
    EmbeddedChannel connection = bench.connectAndSay(ProxyHeaders.binary(USER));
    bench.pass(DEADLINE.multipliedBy(10));

    assertThat(bench.came()).hasSize(1);
    assertThat(connection.isOpen()).isTrue();
    assertThat(bench.waiting()).isZero();
  }

  @Test
  void whomThePortTurnsAwayIsNotHeard() {
    bench.turnAway();

    EmbeddedChannel connection = bench.connectAndSay(joined(ProxyHeaders.line(USER), HELLO));

    assertThat(bench.came()).hasSize(1);
    assertThat(connection.isOpen()).isFalse();
    assertThat(bench.heard()).isEmpty();
  }

  @Test
  void aSecondHeaderIsWhatTheUserSays() {
    bench.connectAndSay(joined(ProxyHeaders.binary(USER), ProxyHeaders.binary(user("10.9.9.9"))));

    assertThat(bench.came()).containsExactly("203.0.113.9:51544");
    assertThat(bench.heard()).startsWith("0d0a0d0a");
  }

  static Stream<byte[]> ofNobody() {
    return Stream.of(
        ProxyHeaders.local(),
        ProxyHeaders.binary(ProxyHeaders.LOCAL, ProxyHeaders.TCP_4, new byte[12]),
        ProxyHeaders.binary(ProxyHeaders.PROXY, 0),
        ProxyHeaders.binary(ProxyHeaders.PROXY, 0x31, new byte[216]),
        ProxyHeaders.line("UNKNOWN"),
        ProxyHeaders.line("TCP4 10.0.0.1 192.0.2.1 4711 17894"),
        ProxyHeaders.line("UNKNOWN 203.0.113.9 192.0.2.1 1 2"));
  }

  @ParameterizedTest
  @MethodSource("ofNobody")
  void aHeaderThatNamesNobodyIsTheBalancersOwnConnection(byte[] header) {
    bench.connectAndSay(joined(header, HELLO));

    assertThat(bench.came()).containsExactly("10.0.0.1:4711");
    assertThat(bench.heard()).isEqualTo("160301");
  }

  @ParameterizedTest
  @MethodSource("ofNobody")
  void aBalancerThatAsksWhetherSomebodyListensIsNobody(byte[] header) {
    bench.connectAndSay(header).close();
    EmbeddedChannel silent = bench.connectAndSay(header);
    bench.pass(DEADLINE);

    assertThat(silent.isOpen()).isFalse();
    assertThat(bench.came()).isEmpty();
    assertThat(bench.counted()).isEmpty();
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void aBalancerThatOnlyConnectsIsNobody() {
    for (int i = 0; i < 100; i++) {
      bench.connect(BALANCER).close();
    }

    assertThat(bench.came()).isEmpty();
    assertThat(bench.counted()).isEmpty();
    assertThat(log.lines()).isEmpty();
  }

  static Stream<byte[]> broken() {
    return Stream.of(
        ProxyHeaders.line("TCP4 203.0.113.9 192.0.2.1 70000 1"),
        ProxyHeaders.line("TCP4 nobody.example 192.0.2.1 1 1"),
        ProxyHeaders.line("TCP4 203.0.113.9 192.0.2.1 1"),
        ProxyHeaders.line("UDP4 203.0.113.9 192.0.2.1 1 1"),
        ProxyHeaders.line("TCP4 " + "1".repeat(200)),
        "POST / HTTP/1.1\r\n".getBytes(US_ASCII),
        ProxyHeaders.binary(ProxyHeaders.PROXY, 0x12, new byte[12]),
        ProxyHeaders.binary(ProxyHeaders.PROXY, 0x32, new byte[216]),
        ProxyHeaders.binary(ProxyHeaders.PROXY, 0x77, new byte[12]),
        ProxyHeaders.binary(0x11, ProxyHeaders.TCP_4, new byte[12]),
        ProxyHeaders.binary(0x2F, ProxyHeaders.TCP_4, new byte[12]),
        ProxyHeaders.binary(ProxyHeaders.PROXY, ProxyHeaders.TCP_4, new byte[11]),
        ProxyHeaders.binary(ProxyHeaders.PROXY, ProxyHeaders.TCP_6, new byte[12]),
        ProxyHeaders.binary(USER, new byte[] {1, 0, 99, 0}),
        ProxyHeaders.binary(USER, new byte[] {0x20, 0, 0, 1}),
        ProxyHeaders.binary(USER, new byte[60_000]));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void aBrokenHeaderEndsTheConnection(byte[] header) {
    EmbeddedChannel connection = bench.connectAndSay(header);

    assertThat(connection.isOpen()).isFalse();
    assertThat(bench.came()).isEmpty();
    assertThat(bench.counted()).containsExactly(LoginResult.HANDSHAKE);
    assertThat(log.lines())
        .containsExactly(
            "closed a connection of load balancer 10.0.0.1:4711: its header is broken, or longer"
                + " than any should be");
  }

  @Test
  void aBalancerThatSendsNoHeaderIsToldOfOnceAMinute() {
    for (int i = 0; i < 50; i++) {
      assertThat(bench.connectAndSay(HELLO).isOpen()).isFalse();
    }
    bench.pass(Duration.ofMinutes(1));
    bench.connectAndSay(new byte[] {0, 0, 0, 26});

    assertThat(bench.came()).isEmpty();
    assertThat(log.lines())
        .containsExactly(
            "closed a connection of load balancer 10.0.0.1:4711: it sends no PROXY protocol header;"
                + " have it send one (send-proxy-v2)",
            "closed a connection of load balancer 10.0.0.1:4711: it sends no PROXY protocol header;"
                + " have it send one (send-proxy-v2) (and 49 more before it)");
  }

  @Test
  void aHeaderThatDoesNotComeInTimeEndsTheConnection() {
    EmbeddedChannel connection = bench.connectAndSay(Arrays.copyOf(ProxyHeaders.line(USER), 9));
    bench.pass(DEADLINE.minusMillis(1));
    assertThat(connection.isOpen()).isTrue();

    bench.pass(Duration.ofMillis(1));

    assertThat(connection.isOpen()).isFalse();
    assertThat(bench.counted()).containsExactly(LoginResult.TIMEOUT);
    assertThat(log.lines()).hasSize(1);
    assertThat(log.lines().get(0)).endsWith("did not come within limits.login-deadline");
  }

  @Test
  void noMoreMayBeWithoutAHeaderThanThereMayBeConnections() {
    for (int i = 0; i < BalancerBench.MOST; i++) {
      bench.connect(BALANCER);
    }

    EmbeddedChannel more = bench.connect(BALANCER);

    assertThat(more.isOpen()).isFalse();
    assertThat(bench.counted()).containsExactly(LoginResult.OVERLOADED);
  }

  @Test
  void whoIsNoBalancerIsHeardAtOnce() {
    EmbeddedChannel connection = bench.connect(STRANGER);

    assertThat(bench.came()).containsExactly("198.51.100.7:4711");
    bench.say(bench.say(connection, HELLO), ProxyHeaders.local());
    assertThat(bench.heard()).startsWith("1603010d0a");
    assertThat(log.lines()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("headers")
  void aHeaderFromNoBalancerIsBytesLikeAnyAndToldOfOnceAMinute(byte[] header, String user) {
    for (int i = 0; i < 50; i++) {
      bench.say(bench.connect(STRANGER), header);
    }

    assertThat(bench.came()).containsOnly("198.51.100.7:4711");
    assertThat(bench.heard()).hasSize(50 * 2 * header.length);
    assertThat(log.lines())
        .containsExactly(
            "not believed: 198.51.100.7:4711 says by a PROXY protocol header who is connected; if"
                + " it is your load balancer, name it in gateway.limits.trusted-proxies");
  }
}
