package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.simulated.Bench.bytes;
import static org.spinngate.simulated.Bench.exchange;
import static org.spinngate.simulated.Bench.hex;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.server.testing.ScpApplication;

/** The bytes that real tools and boards exchange. */
@ExtendWith(LeakExtension.class)
class GoldenBytesTest {
  private static final String TO_MONITOR = "00 00 87 ff 00 ff 00 00 00 00 ";
  private static final String OK = "00 00 07 08 ff 00 00 00 00 00 80 00 ";
  private static final String VERSION_REQUEST =
      "00 00 87 ff 00 ff ff ff 00 00 00 00 01 00 " + "00 ".repeat(12);

  private final Bench bench = new Bench();
  private SimulatedBoard board;
  private ScpApplication application;

  @BeforeEach
  void start() throws IOException {
    board = bench.start(Bench.spin5().booted());
    application = bench.application(board);
  }

  @AfterEach
  void stop() throws IOException {
    bench.close();
  }

  private String answerTo(String request) throws IOException {
    return hex(exchange(application, bytes(request)));
  }

  @Test
  void versionOfAReadyBoard() throws IOException {
    String answer = answerTo(VERSION_REQUEST);

    assertThat(answer)
        .isEqualTo(
            OK
                + "01 00 00 01 00 00 00 01 ff ff 2c 1b 0a 65 "
                + hex("SC&MP/SpiNNaker\0004.0.0\0".getBytes(StandardCharsets.US_ASCII)));
    assertThat(bytes(answer)).hasSize(48);
  }

  @Test
  void versionOfABoardThatIsNotReady() throws IOException {
    SimulatedBoard starting = bench.start(Bench.spin5().withStartUp(Duration.ZERO, Bench.NEVER));
    BootSender.boot(starting.bootAddress(), BootImage.random(1, 2), Duration.ofMillis(1));
    ScpApplication other = bench.application(starting, Duration.ofMillis(50), 200);
    other.version();

    byte[] answer = exchange(other, bytes(VERSION_REQUEST));

    assertThat(hex(Arrays.copyOfRange(answer, 14, 18))).isEqualTo("00 01 ff ff");
  }

  @Test
  void readOfSystemVariables() throws IOException {
    String answer = answerTo(TO_MONITOR + "02 00 02 00 00 7f 00 f5 04 00 00 00 02 00 00 00");

    // p2p_addr 0,0 and p2p_dims 8 by 8
    assertThat(answer).isEqualTo(OK + "02 00 00 00 08 08");
  }

  @Test
  void fullWriteAndFullRead() throws IOException {
    byte[] data = new byte[256];
    Arrays.fill(data, (byte) 0x5A);
    String place = "00 10 00 60 00 01 00 00 02 00 00 00";

    byte[] written =
        exchange(application, bytes(TO_MONITOR + "03 00 09 00 " + place + " " + hex(data)));
    byte[] read = exchange(application, bytes(TO_MONITOR + "02 00 0a 00 " + place));

    assertThat(hex(written)).isEqualTo((OK + "09 00"));
    assertThat(hex(read)).isEqualTo(OK + "0a 00 " + hex(data)).hasSize(270 * 3 - 1);
  }

  @Test
  void setAndGetOfAStrippingTag() throws IOException {
    String set = answerTo(TO_MONITOR + "1a 00 03 00 01 00 01 10 e7 45 00 00 c0 a8 01 0a");
    String get = answerTo(TO_MONITOR + "1a 00 04 00 01 00 02 00 01 00 00 00 00 00 00 00");

    assertThat(set).isEqualTo(OK + "03 00 01 00 00 00");
    assertThat(get)
        .isEqualTo(
            OK
                + "04 00 c0 a8 01 0a 02 00 c0 a8 01 0a e7 45 00 00 00 81 "
                + "00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00");
  }

  @Test
  void setOfATagForTheSender() throws IOException {
    String set = answerTo(TO_MONITOR + "1a 00 04 00 01 00 01 50 00 00 00 00 00 00 00 00");
    byte[] get =
        exchange(
            application, bytes(TO_MONITOR + "1a 00 05 00 01 00 02 00 01 00 00 00 00 00 00 00"));

    assertThat(bytes(set)).hasSize(18);
    assertThat(hex(Arrays.copyOfRange(get, 14, 18))).isEqualTo("7f 00 00 01");
    int port = (get[24] & 0xFF) | (get[25] & 0xFF) << 8;
    assertThat(port).isEqualTo(application.localPort());
  }

  @Test
  void setOfAReverseTag() throws IOException {
    answerTo(TO_MONITOR + "1a 00 05 00 02 23 01 30 39 30 01 00 00 00 00 00");
    byte[] get =
        exchange(
            application, bytes(TO_MONITOR + "1a 00 06 00 02 00 02 00 01 00 00 00 00 00 00 00"));

    // flags valid, reverse and strip; port 12345; chip 0,1; SDP port 1, core 3
    assertThat(hex(Arrays.copyOfRange(get, 28, 30))).isEqualTo("00 83");
    assertThat(hex(Arrays.copyOfRange(get, 34, 39))).isEqualTo("39 30 01 00 23");
  }

  @Test
  void transientTimeoutQuery() throws IOException {
    String query = answerTo(TO_MONITOR + "1a 00 07 00 00 00 04 00 ff 00 00 00 00 00 00 00");

    assertThat(query).isEqualTo(OK + "07 00 09 20 08 08");
  }

  @Test
  void bootPacketsOfTheKit() {
    var packets = BootImage.ofLength(1, 29_868).packets();

    assertThat(packets).hasSize(32);
    assertThat(hex(packets.get(0)))
        .isEqualTo("00 01 00 00 00 01 00 00 00 00 00 00 00 00 00 00 00 1d");
    assertThat(hex(Arrays.copyOf(packets.get(6), 18)))
        .isEqualTo("00 01 00 00 00 03 00 00 ff 05 00 00 00 00 00 00 00 00");
    assertThat(packets.get(30)).hasSize(18 + 172);
    assertThat(hex(packets.get(31)))
        .isEqualTo("00 01 00 00 00 05 00 00 00 01 00 00 00 00 00 00 00 00");
  }

  @Test
  void hello() {
    byte[] hello = new byte[18];
    BootPacket.hello().get(hello);

    assertThat(HexFormat.ofDelimiter(" ").formatHex(hello))
        .isEqualTo("00 01 00 00 00 41 02 01 00 00 00 00 00 00 43 50 54 53");
  }
}
