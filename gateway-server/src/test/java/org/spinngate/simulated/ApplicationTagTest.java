package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.spinngate.simulated.Bench.hex;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpMessage;

@ExtendWith(LeakExtension.class)
class ApplicationTagTest {
  private static final int IPTAG = 26;
  private static final int USE_SENDER = 0x40000000;
  private static final int REVERSE = 0x20000000;
  private static final int STRIP = 0x10000000;
  private static final int NEW = 0x00000000;
  private static final int SET = 0x00010000;
  private static final int GET = 0x00020000;
  private static final int CLEAR = 0x00030000;
  private static final int LOOPBACK = 0x0100007F;
  private static final int PORT = 12345;
  private static final byte[] PAYLOAD = {1, 2, 3, 4, 5};

  private final Bench bench = new Bench();
  private SimulatedBoard board;
  private ScpApplication application;

  @BeforeEach
  void start() throws IOException {
    board = bench.start(SimulationSettings.spin5(Bench.ownAddress()).booted());
    application = bench.application(board);
  }

  @AfterEach
  void stop() throws IOException {
    bench.close();
  }

  private byte[] iptag(int first, int second, int third) throws IOException {
    return application.call(IPTAG, new byte[0], first, second, third);
  }

  private boolean emit(int tag) {
    return board.emit(tag, PAYLOAD).syncUninterruptibly().getNow();
  }

  @Test
  void aTagForTheSenderBringsStrippedOutputToTheSocketThatSetIt() throws IOException {
    byte[] reply = iptag(USE_SENDER | STRIP | SET | 1, 0, 0);

    assertThat(emit(1)).isTrue();

    assertThat(reply).hasSize(18);
    assertThat(application.receive(Bench.PATIENCE)).hasValue(PAYLOAD);
    assertThat(board.counters().scp().tagOutputs()).isOne();
  }

  @Test
  void outputThatIsNotStrippedHasItsHeader() throws IOException {
    iptag(USE_SENDER | SET | 2, 0, 0);

    emit(2);

    assertThat(hex(application.receive(Bench.PATIENCE).orElseThrow()))
        .isEqualTo("00 00 07 02 ff 21 00 00 00 00 01 02 03 04 05");
  }

  @Test
  void anExplicitTagBringsOutputToItsAddress() throws IOException {
    ScpApplication other = bench.application(board);
    iptag(STRIP | SET | 3, other.localPort(), LOOPBACK);

    emit(3);

    assertThat(other.receive(Bench.PATIENCE)).hasValue(PAYLOAD);
  }

  @Test
  void aTagWithoutAddressIsForTheRequestersHost() throws IOException {
    ScpApplication other = bench.application(board);
    iptag(STRIP | SET | 0, other.localPort(), 0);

    emit(0);

    assertThat(other.receive(Bench.PATIENCE)).hasValue(PAYLOAD);
  }

  @Test
  void aClearedTagBringsNothing() throws IOException {
    iptag(USE_SENDER | SET | 1, 0, 0);

    iptag(CLEAR | 1, 0, 0);

    assertThat(emit(1)).isFalse();
    assertThat(hex(iptag(GET | 1, 1, 0)).substring(3 * 28, 3 * 28 + 5)).isEqualTo("00 00");
  }

  @Test
  void aNewTagComesFromThePool() throws IOException {
    byte[] reply = iptag(USE_SENDER | STRIP | NEW, 0, 0);

    int tag = ScpMessage.word(reply, ScpMessage.BODY);
    assertThat(tag).isEqualTo(9);
    assertThat(emit(9)).isTrue();
  }

  @Test
  void aTagWithATimeoutExpires() throws IOException {
    iptag(USE_SENDER | SET | 1 << 24 | 1, 0, 0);

    await().until(() -> !emit(1));
  }

  @Test
  void whatIsSentToAReverseTagReachesItsApplicationAndItsAnswersComeBack() throws Exception {
    BlockingQueue<SdpMessage> injected = new LinkedBlockingQueue<>();
    board.onMessage(
        message -> {
          injected.add(message);
          var unused = board.emit(message.tag(), message.payload());
        });
    iptag(REVERSE | STRIP | SET | 0x2100 | 2, 0x0001 << 16 | PORT, 0);

    InetSocketAddress tagPort = new InetSocketAddress(Bench.ownAddress(), PORT);
    try (ScpApplication live = new ScpApplication(tagPort, Bench.PATIENCE, 1)) {
      live.send(PAYLOAD);

      assertThat(live.receive(Bench.PATIENCE)).hasValue(PAYLOAD);
    }
    SdpMessage message = injected.poll(60, TimeUnit.SECONDS);
    assertThat(message).isNotNull();
    assertThat(message.payload()).isEqualTo(PAYLOAD);
    assertThat(List.of(message.chipX(), message.chipY(), message.port(), message.core()))
        .containsExactly(0, 1, 1, 1);
    assertThat(board.counters().scp().injections()).isOne();
  }

  @Test
  void aReverseTagTakesNoMoreThan272Bytes() throws IOException {
    iptag(REVERSE | SET | 2, PORT, 0);

    InetSocketAddress tagPort = new InetSocketAddress(Bench.ownAddress(), PORT);
    try (ScpApplication live = new ScpApplication(tagPort, Bench.PATIENCE, 1)) {
      live.send(new byte[273]);
      live.send(new byte[272]);
    }

    await().until(() -> board.counters().scp().injections() == 1);
    assertThat(board.counters().drops(DropCause.OVERSIZE)).isOne();
  }

  @Test
  void thePortOfAReverseTagClosesWithIt() throws IOException {
    iptag(REVERSE | SET | 2, PORT, 0);
    iptag(CLEAR | 2, 0, 0);

    await().until(() -> isFree());
    iptag(REVERSE | SET | 1 << 24 | 2, PORT, 0);
    await().until(() -> isFree());
  }

  private static boolean isFree() throws IOException {
    try (DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(Bench.ownAddress(), PORT))) {
      return socket.isBound();
    } catch (BindException taken) {
      return false;
    }
  }

  @Test
  void aReverseTagOnTheBootPortOfABootedBoardWorks() throws IOException {
    iptag(REVERSE | SET | 2, board.bootAddress().getPort(), 0);

    try (ScpApplication live = new ScpApplication(board.bootAddress(), Bench.PATIENCE, 1)) {
      live.send(PAYLOAD);
    }

    await().until(() -> board.counters().scp().injections() == 1);
  }

  @Test
  void wrongOperationsAndTagsAreRefused() throws IOException {
    SimulatedBoard strict = bench.start(Bench.spin5().booted().withRelease(ScampRelease.V3_4_1));
    ScpApplication other = bench.application(strict);

    assertThat(codeOf(other, SET | 16)).isEqualTo(0x84);
    assertThat(codeOf(other, 0x00050000)).isEqualTo(0x84);
    assertThat(codeOf(other, NEW | 255)).isEqualTo(0x84);
  }

  private static int codeOf(ScpApplication application, int argument) throws IOException {
    byte[] request = ScpMessage.request(IPTAG, 1, argument, 9, 0);
    return ScpMessage.code(Bench.exchange(application, request));
  }

  @Test
  void allTagsCanBeReadEightAtATime() throws IOException {
    assertThat(iptag(GET, 8, 0)).hasSize(14 + 256);
    assertThat(iptag(GET | 15, 8, 0)).hasSize(14 + 256);
  }
}
