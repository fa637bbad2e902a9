package org.spinngate.endtoend;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.endtoend.legacy.LegacyMode;
import org.spinngate.endtoend.legacy.LegacyProgram;
import org.spinngate.protocol.testing.LeakExtension;

/** Who is not allowed to be an old client, and who only looks like one. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class LegacyStrangersTest {
  private static final String INSIDE = "127.17.3.1";
  private static final String OUTSIDE = "127.66.3.1";
  private static final int PATIENCE_MILLIS = 60_000;

  /** A request for the version (domain: golden bytes). */
  private static final byte[] VERSION = {
    0, 0, (byte) 0x87, -1, 0, -1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
  };

  private final CapturedLog log = new CapturedLog();
  private Facility facility;

  @BeforeEach
  void start() {
    facility =
        LegacyClientsTest.plan("board = spin5-03, idle-timeout = 1h")
            .board("spin5-03", settings -> settings.booted().withIdentity(3))
            .start();
  }

  @AfterEach
  void stop() {
    assertThat(log.stackTraces()).isEmpty();
    facility.close();
    log.close();
  }

  private List<InetSocketAddress> ports() {
    return List.of(facility.address(), LegacyProgram.bootOf(facility));
  }

  private long dropped(String reason) {
    return Series.count(facility, "spinngate_legacy_drops_total", "reason", reason);
  }

  private void awaitDropped(String reason, long count) {
    await().atMost(TestClient.PATIENCE).until(() -> dropped(reason) == count);
  }

  private static Socket connection(InetSocketAddress port, String from) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(port);
    return socket;
  }

  /** Everything that the server says until it closes. */
  private static byte[] answer(Socket socket) throws IOException {
    try {
      return socket.getInputStream().readAllBytes();
    } catch (SocketException reset) {
      return new byte[0];
    }
  }

  private static byte[] framed(byte[] datagram) {
    return ByteBuffer.allocate(4 + datagram.length).putInt(datagram.length).put(datagram).array();
  }

  @Test
  void whoIsOutsideGetsNothingByUdp() throws Exception {
    for (InetSocketAddress port : ports()) {
      try (DatagramChannel socket = DatagramChannel.open()) {
        socket.bind(new InetSocketAddress(OUTSIDE, 0));
        socket.configureBlocking(false);
        long before = dropped("not-allowed");

        for (int i = 0; i < 10; i++) {
          socket.send(ByteBuffer.wrap(VERSION), port);
        }

        awaitDropped("not-allowed", before + 10);
        assertThat(socket.receive(ByteBuffer.allocate(100))).isNull();
      }
    }
    assertThat(facility.server().sessions().count()).isZero();
    assertThat(log.linesWith("no answer to " + OUTSIDE))
        .singleElement()
        .asString()
        .contains("gateway.legacy.allow");
  }

  /** Loopback lets anybody send from another's address, as a network without filters does. */
  private void forge(int datagrams) throws IOException {
    try (DatagramChannel forger = DatagramChannel.open()) {
      forger.bind(new InetSocketAddress(INSIDE, 0));
      for (int i = 0; i < datagrams; i++) {
        forger.send(ByteBuffer.wrap(VERSION), facility.address());
      }
    }
  }

  @Test
  void datagramsAreNotBelievedOfWhoTalksByTcp() throws Exception {
    try (LegacyProgram program = new LegacyProgram(facility, LegacyMode.BOTH_VIA_TCP, INSIDE)) {
      assertThat(program.application().version().isReady()).isTrue();
      long before = facility.board("spin5-03").counters().scp().datagrams();

      forge(10);

      awaitDropped("unproven", 10);
      assertThat(facility.board("spin5-03").counters().scp().datagrams()).isEqualTo(before);
      assertThat(program.application().version().isReady()).isTrue();
    }
    await().atMost(TestClient.PATIENCE).until(() -> facility.server().sessions().count() == 0);
    try (LegacyProgram program = new LegacyProgram(facility, LegacyMode.RAW, INSIDE)) {
      assertThat(program.application().version().isReady())
          .as("who talks by UDP when nobody there talks by TCP")
          .isTrue();
    }
  }

  @Test
  void whoIsOutsideGetsNothingByTcp() throws Exception {
    for (InetSocketAddress port : ports()) {
      long before = dropped("not-allowed");
      try (Socket socket = connection(port, OUTSIDE)) {
        socket.getOutputStream().write(framed(VERSION));

        assertThat(answer(socket)).isEmpty();
      } catch (SocketException closedAlready) {
        assertThat(port).isEqualTo(LegacyProgram.bootOf(facility));
      }
      awaitDropped("not-allowed", before + 1);
    }
    assertThat(facility.server().sessions().count()).isZero();
  }

  @Test
  void aLengthThatNoDatagramHasEndsItsConnectionAndNoOther() throws Exception {
    List<byte[]> tooLong =
        Stream.of(1473, 0x00FFFFFF, 65_536, 1_000_000)
            .map(length -> ByteBuffer.allocate(100).putInt(length).array())
            .toList();
    try (LegacyProgram program = new LegacyProgram(facility, LegacyMode.BOTH_VIA_TCP, INSIDE)) {
      for (InetSocketAddress port : ports()) {
        for (byte[] bytes : tooLong) {
          try (Socket socket = connection(port, INSIDE)) {
            socket.getOutputStream().write(bytes);

            assertThat(answer(socket)).isEmpty();
          }
        }
      }

      awaitDropped("bad-length", 2L * tooLong.size());
      assertThat(program.application().version().isReady()).isTrue();
      assertThat(log.linesWith("closed: a datagram of 1473 bytes was announced")).hasSize(1);
    }
  }

  @Test
  void aNegativeLengthAtTheBootPortIsTooLong() throws Exception {
    try (Socket socket = connection(LegacyProgram.bootOf(facility), INSIDE)) {
      socket.getOutputStream().write(new byte[] {-1, -1, -1, -1, 0});

      assertThat(answer(socket)).isEmpty();
    }
    awaitDropped("bad-length", 1);
  }

  @Test
  void aScanFromInsideTakesNoBoard() throws Exception {
    try (DatagramChannel socket = DatagramChannel.open()) {
      socket.bind(new InetSocketAddress(INSIDE, 0));
      for (InetSocketAddress port : ports()) {
        for (byte[] probe : probes()) {
          socket.send(ByteBuffer.wrap(probe), port);
        }
      }

      awaitDropped("unrecognised", 2L * probes().size());
    }
    for (InetSocketAddress port : ports()) {
      connection(port, INSIDE).close();
      try (Socket socket = connection(port, INSIDE)) {
        socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
        answer(socket);
      }
    }
    assertThat(facility.server().sessions().count()).isZero();
    assertThat(facility.board("spin5-03").counters().scp().datagrams()).isZero();
  }

  private static List<byte[]> probes() {
    return List.of(
        new byte[0],
        new byte[1],
        new byte[9],
        new byte[50],
        "\0\0\1version bind".getBytes(US_ASCII),
        "M-SEARCH * HTTP/1.1".getBytes(US_ASCII));
  }
}
