package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.spinngate.server.testing.ScpMessage.request;
import static org.spinngate.server.testing.ScpMessage.to;
import static org.spinngate.simulated.Bench.exchange;
import static org.spinngate.simulated.Bench.hex;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpMessage;

@ExtendWith(LeakExtension.class)
class ReturnCodeTest {
  private static final int VER = 0;

  private final Bench bench = new Bench();

  @AfterEach
  void stop() throws IOException {
    bench.close();
  }

  private ScpApplication application(ScampRelease release) throws IOException {
    return bench.application(bench.start(Bench.spin5().booted().withRelease(release)));
  }

  @ParameterizedTest(name = "{0} with {1}, {2}, {3}")
  @CsvSource({
    "1, 0, 0, 0, 83",
    "64, 0, 0, 0, 83",
    "65535, 0, 0, 0, 83",
    "15, 0, 0, 0, 83",
    "21, 0, 0, 0, 83",
    "2, 0, 257, 0, 84",
    "2, 0, 4, 3, 84",
    "3, 0, 257, 0, 84",
    "5, 0, 0, -4, 84",
    "16, 0, 0, 0, 84",
    "16, 18, 0, 0, 84",
    "17, 0, 4, 6, 84",
    "17, 0, 4, 3, 86",
    "18, 0, 4, 3, 86",
    "19, 1, 0, 0, 84",
    "22, 3, 0, 0, 84",
    "27, 33554432, 0, 0, 84",
    "28, 8, 0, 0, 84",
    "29, 4, 0, 0, 84",
  })
  void olderReleasesTellWhyAndNewerOnesTellNothing(
      int command, int first, int second, int third, String code) throws IOException {
    byte[] asked = request(command, 5, first, second, third);

    byte[] strict = exchange(application(ScampRelease.V3_4_1), asked);
    assertThat(hex(strict)).isEqualTo("00 00 07 08 ff 00 00 00 00 00 " + code + " 00 05 00");

    if (command != 15 && command != 21) {
      byte[] masked = exchange(application(ScampRelease.V4_0_0), asked);
      assertThat(hex(masked)).isEqualTo("00 00 07 08 ff 00 00 00 00 00 80 00 05 00");
    }
  }

  @Test
  void aCommandNeedsAllThreeArguments() throws IOException {
    byte[] asked = Arrays.copyOf(request(VER, 5), 25);

    assertThat(ScpMessage.code(exchange(application(ScampRelease.V3_1_0), asked))).isEqualTo(0x81);
    assertThat(exchange(application(ScampRelease.V4_0_0), asked)).hasSize(14);
  }

  @Test
  void aBareHeaderIsAnsweredToo() throws IOException {
    byte[] asked = Arrays.copyOf(request(VER, 5), 10);

    assertThat(hex(exchange(application(ScampRelease.V3_1_0), asked)))
        .isEqualTo("00 00 07 08 ff 00 00 00 00 00 81 00 00 00");
  }

  @Test
  void errorsOfRoutingAreTrueInEveryRelease() throws IOException {
    ScpApplication application = application(ScampRelease.V4_0_0);

    byte[] noChip = exchange(application, to(0, 4, 0, 0, request(VER, 1)));
    byte[] noCore = exchange(application, to(1, 1, 0, 18, request(VER, 2)));
    byte[] noPort = exchange(application, to(0, 0, 1, 0, request(VER, 3)));

    assertThat(hex(noChip)).isEqualTo("00 00 07 08 ff 00 00 00 04 00 87 00 01 00");
    assertThat(hex(noCore)).isEqualTo("00 00 07 08 ff 12 00 00 01 01 88 00 02 00");
    assertThat(hex(noPort)).isEqualTo("00 00 07 08 ff 20 00 00 00 00 85 00 03 00");
  }

  @Test
  void messagesForOtherChipsFindNoWayUntilTheBoardIsReady() throws IOException {
    SimulatedBoard board = bench.start(Bench.spin5().withStartUp(Duration.ZERO, Bench.NEVER));
    BootSender.boot(board.bootAddress(), BootImage.random(1, 1), Duration.ZERO);
    ScpApplication application = bench.application(board, Duration.ofMillis(50), 200);
    application.version();

    // From a socket of its own: answers to repeated questions may still come to the first one.
    ScpApplication other = bench.application(board, Duration.ofMillis(50), 200);
    byte[] answer = exchange(other, to(1, 0, 0, 0, request(VER, 1)));

    assertThat(ScpMessage.code(answer)).isEqualTo(0x87);
  }

  @Test
  void aMessageThatIsNotToBeRoutedStaysOnTheRootChip() throws IOException {
    byte[] asked = to(7, 0, 0, 0, request(VER, 1));
    asked[2] = (byte) 0xA7;

    byte[] answer = exchange(application(ScampRelease.V4_0_0), asked);

    assertThat(answer[2]).isEqualTo((byte) 0x27);
    assertThat(ScpMessage.word(answer, 14) >>> 16).isZero();
  }

  @Test
  void coresOfApplicationsKnowFourCommandsAndKeepTheFlags() throws IOException {
    ScpApplication application = application(ScampRelease.V4_0_0);

    byte[] version = exchange(application, to(1, 0, 0, 2, request(VER, 1)));
    byte[] info = exchange(application, to(1, 0, 0, 2, request(31, 2)));

    assertThat(version[2]).isEqualTo((byte) 0x87);
    assertThat(hex(Arrays.copyOfRange(version, 14, 18))).isEqualTo("02 02 00 01");
    assertThat(new String(version, 26, 14, StandardCharsets.US_ASCII)).isEqualTo("SARK/SpiNNaker");
    assertThat(hex(info)).isEqualTo("00 00 87 08 ff 02 00 00 00 01 83 00 02 00");
  }

  @Test
  void nothingIsSaidWhenNoReplyIsWanted() throws IOException {
    SimulatedBoard board = bench.start(Bench.spin5().booted());
    ScpApplication application = bench.application(board);
    byte[] asked = to(0, 4, 0, 0, request(VER, 1));
    asked[2] = 0x07;
    byte[] toPort = to(0, 0, 1, 0, asked);

    application.send(asked);
    application.send(toPort);

    await().until(() -> board.counters().scp().datagrams() == 2);
    assertThat(application.receive(Bench.SILENCE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {283, 1472, 9000})
  void whatIsTooLongIsDropped(int length) throws IOException {
    SimulatedBoard board = bench.start(Bench.spin5().booted());
    ScpApplication application = bench.application(board);

    application.send(Arrays.copyOf(request(VER, 1), length));

    await().until(() -> board.counters().drops(DropCause.OVERSIZE) == 1);
    assertThat(application.version().isReady()).isTrue();
  }

  @Test
  void whatHasNoHeaderIsDropped() throws IOException {
    SimulatedBoard board = bench.start(Bench.spin5().booted());
    ScpApplication application = bench.application(board);

    application.send(Arrays.copyOf(request(VER, 1), 9));
    application.send(new byte[] {0});

    await().until(() -> board.counters().drops(DropCause.MALFORMED) == 2);
  }

  @Test
  void aMessageForEthernetComesStraightBackThroughItsTag() throws IOException {
    byte[] asked = request(VER, 1);
    asked[4] = (byte) 0xFF;
    byte[] expected = asked.clone();
    expected[3] = 8;

    assertThat(exchange(application(ScampRelease.V4_0_0), asked)).isEqualTo(expected);
  }
}
