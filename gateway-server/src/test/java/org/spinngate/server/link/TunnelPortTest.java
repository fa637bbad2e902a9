package org.spinngate.server.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.report.TableFormatter;
import org.spinngate.server.testing.FakeBoard.Received;
import org.spinngate.server.testing.LogCapture;
import org.spinngate.server.testing.Somebody;

/** The door itself, on real sockets and with real encryption. */
@ExtendWith(LeakExtension.class)
class TunnelPortTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir static Path folder;
  private static Path identity;

  private final LogCapture log = new LogCapture(LogCapture.EVERYTHING);

  @BeforeAll
  static void makeIdentity() throws Exception {
    identity = TlsBench.identity(folder);
  }

  @AfterEach
  void noStackTraceWasLogged() {
    assertThat(log.stackTraces()).isZero();
    log.close();
  }

  private static TlsBench usual() throws IOException {
    return new TlsBench(identity, 1000, 1000, LONG);
  }

  private static TlsClient openBoard(TlsBench bench) throws Exception {
    TlsClient client = new TlsClient(bench.dial());
    client.say(Hello.of("alice", Somebody.token("alice"), "c"));
    client.next(Welcome.class);
    client.say(new Open("spin5-01", 0));
    client.next(Opened.class);
    return client;
  }

  private static void assertRoundTrip(TlsBench bench, TlsClient client) throws IOException {
    client.sendScp(1, new byte[] {1, 2, 3});
    Received received = bench.board().receive();
    bench.board().send(received.from(), new byte[] {4, 5});
    assertThat(received.bytes()).containsExactly(1, 2, 3);
    assertThat(client.nextDatagram()).containsExactly(4, 5);
  }

  /** Waits until the server has closed a connection, whichever way. */
  private static void awaitClosed(Socket socket) throws IOException {
    try {
      socket.getInputStream().readAllBytes();
    } catch (SocketException e) {
      assertThat(e).hasMessageContaining("reset");
    }
  }

  @Test
  void aClientReachesItsBoardOverTls13() throws Exception {
    try (TlsBench bench = usual();
        TlsClient client = openBoard(bench)) {
      assertThat(client.version()).isEqualTo("TLSv1.3");
      assertRoundTrip(bench, client);

      client.say(new Bye(CloseCause.RELEASED, ""));

      assertThat(client.next(Bye.class).cause()).isEqualTo(CloseCause.RELEASED);
      assertThat(client.drain()).isZero();
      await().until(() -> log.lines("session ended").size() == 1);
    }
  }

  @Test
  void theTableShowsTheCountersOfThisVeryMoment() throws Exception {
    try (TlsBench bench = usual();
        TlsClient client = openBoard(bench)) {
      assertRoundTrip(bench, client);
      assertRoundTrip(bench, client);

      String table = TableFormatter.format(bench.table().freshRows(), Instant.now());

      assertThat(table.lines()).hasSize(2);
      assertThat(table).contains("alice", "spin5-01", "2/6B", "2/4B");
    }
  }

  @Test
  void aClientOfAnOlderTlsIsRefusedWithOneLine() throws Exception {
    try (TlsBench bench = usual();
        SSLSocket socket = bench.dial("TLSv1.2")) {
      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);

      await().until(() -> log.lines("turned away").size() == 1);
      assertThat(log.lines("turned away").get(0)).contains("no TLS 1.3 handshake");
    }
  }

  @Test
  void plainTextOnThePortIsOneLineAndAClosedConnection() throws Exception {
    try (TlsBench bench = usual();
        Socket socket = new Socket()) {
      socket.connect(bench.address());
      socket.setSoTimeout(60_000);

      socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
      awaitClosed(socket);

      await().until(() -> log.lines("turned away").size() == 1);
      assertThat(log.lines("turned away").get(0))
          .contains("127.0.0.1:" + socket.getLocalPort())
          .endsWith("no TLS 1.3 handshake");
    }
  }

  @Test
  void connectionsThatCloseWithoutAWordAreOneLineAtMost() throws Exception {
    try (TlsBench bench = usual()) {
      for (int i = 0; i < 20; i++) {
        new Socket(bench.address().getAddress(), bench.address().getPort()).close();
      }

      try (TlsClient client = openBoard(bench)) {
        assertRoundTrip(bench, client);
      }
      assertThat(log.lines("turned away")).hasSizeLessThanOrEqualTo(1);
    }
  }

  @Test
  void randomBytesInsideTlsEndNothingButTheirOwnConnection() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    try (TlsBench bench = usual();
        TlsClient honest = openBoard(bench)) {
      for (int i = 0; i < 20; i++) {
        byte[] bytes = new byte[1 + random.nextInt(5000)];
        random.nextBytes(bytes);
        try (TlsClient stranger = new TlsClient(bench.dial())) {
          stranger.sayBytes(bytes);
        }
      }

      assertRoundTrip(bench, honest);
      assertThat(log.lines("fault")).isEmpty();
    }
  }

  @Test
  void fiveHundredHalfOpenConnectionsDoNotStopASession() throws Exception {
    List<Socket> strangers = new ArrayList<>();
    try (TlsBench bench = usual();
        TlsClient honest = openBoard(bench)) {
      for (int i = 0; i < 500; i++) {
        Socket stranger = new Socket(bench.address().getAddress(), bench.address().getPort());
        stranger.getOutputStream().write(i % 2 == 0 ? new byte[] {0x16, 3, 1} : new byte[0]);
        strangers.add(stranger);
      }

      assertRoundTrip(bench, honest);
      for (Socket stranger : strangers) {
        stranger.close();
      }
      assertRoundTrip(bench, honest);
    }
  }

  @Test
  void aHalfOpenConnectionIsClosedAtTheLoginDeadline() throws Exception {
    try (TlsBench bench = new TlsBench(identity, 10, 10, Duration.ofMillis(200));
        Socket silent = new Socket(bench.address().getAddress(), bench.address().getPort())) {
      silent.setSoTimeout(60_000);

      awaitClosed(silent);

      await().until(() -> log.lines("turned away").size() == 1);
    }
  }

  @Test
  void aHandshakeThatIsNotFinishedIsEndedAtTheLoginDeadline() throws Exception {
    try (TlsBench bench = new TlsBench(identity, 10, 10, Duration.ofMillis(500));
        TlsClient honest = openBoard(bench);
        Socket silent = new Socket(bench.address().getAddress(), bench.address().getPort())) {
      silent.setSoTimeout(60_000);
      silent.getOutputStream().write(clientHello());

      awaitClosed(silent);

      assertRoundTrip(bench, honest);
      assertThat(log.lines("fault")).isEmpty();
    }
  }

  private static byte[] clientHello() throws Exception {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine();
    engine.setUseClientMode(true);
    ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), hello);
    return Arrays.copyOf(hello.array(), hello.position());
  }

  @Test
  void oneAddressHasSoManyConnectionsAndNoMore() throws Exception {
    try (TlsBench bench = new TlsBench(identity, 2, 10, LONG);
        TlsClient first = openBoard(bench);
        TlsClient second = new TlsClient(bench.dial())) {
      assertThatThrownBy(() -> new TlsClient(bench.dial())).isInstanceOf(IOException.class);
      assertThat(log.lines("too many connections")).hasSize(1);

      second.say(Hello.of("alice", "wrong", "c"));
      assertThat(second.next(Refused.class).cause()).isEqualTo(CloseCause.LOGIN_REFUSED);
      second.drain();

      await().ignoreExceptions().untilAsserted(() -> new TlsClient(bench.dial()).close());
      assertRoundTrip(bench, first);
    }
  }

  @Test
  void soManyMayBeOnTheirWayToALoginAndNoMore() throws Exception {
    try (TlsBench bench = new TlsBench(identity, 100, 2, LONG);
        TlsClient first = openBoard(bench);
        TlsClient second = new TlsClient(bench.dial());
        TlsClient third = new TlsClient(bench.dial())) {
      assertThatThrownBy(() -> new TlsClient(bench.dial())).isInstanceOf(IOException.class);

      second.say(Hello.of("alice", Somebody.token("alice"), "c"));
      second.next(Welcome.class);

      new TlsClient(bench.dial()).close();
      assertRoundTrip(bench, first);
      third.say(Hello.of("bob", Somebody.token("bob"), "c"));
      third.next(Welcome.class);
    }
  }

  @Test
  void aTakenAddressIsNamed() throws Exception {
    try (TlsBench bench = usual()) {
      InetSocketAddress taken = bench.address();

      assertThatThrownBy(() -> bench.listener().bind(taken))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getPort());
    }
  }

  @Test
  void aClosedListenerAcceptsNobodyAndEndsNobody() throws Exception {
    try (TlsBench bench = usual();
        TlsClient client = openBoard(bench)) {
      bench.listener().close();

      assertThatThrownBy(bench::dial).isInstanceOf(IOException.class);
      assertRoundTrip(bench, client);
    }
  }
}
