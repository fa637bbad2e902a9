package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.server.testing.ScpMessage.BODY;
import static org.spinngate.server.testing.ScpMessage.request;
import static org.spinngate.server.testing.ScpMessage.to;
import static org.spinngate.server.testing.ScpMessage.word;
import static org.spinngate.simulated.Bench.SDRAM;
import static org.spinngate.simulated.Bench.exchange;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpMessage;

@ExtendWith(LeakExtension.class)
class CommandsTest {
  private final Bench bench = new Bench();
  private SimulatedBoard board;
  private ScpApplication application;

  @BeforeEach
  void start() throws IOException {
    board = bench.start(Bench.spin5().booted().withIdentity(5));
    application = bench.application(board);
  }

  @AfterEach
  void stop() throws IOException {
    bench.close();
  }

  private int value(int command, int... arguments) throws IOException {
    return word(application.call(command, new byte[0], arguments), BODY);
  }

  @Test
  void whatIsWrittenIsReadAndTheRestIsTheIdentity() throws IOException {
    byte[] data = new byte[10_001];
    new Random(1).nextBytes(data);

    application.writeWindowed(SDRAM + 100, data, 8);

    assertThat(application.readWindowed(SDRAM + 100, data.length, 8)).isEqualTo(data);
    assertThat(application.read(SDRAM, 100)).isEqualTo(IdentityPattern.bytes(5, SDRAM, 100));
    assertThat(application.read(0x70000000 + 100, 256)).isEqualTo(Arrays.copyOf(data, 256));
  }

  @Test
  void everyChipHasAMemoryOfItsOwn() throws IOException {
    byte[] data = {1, 2, 3, 4};
    exchange(application, to(2, 2, 0, 0, request(3, 1, data, SDRAM, 4, 2)));

    byte[] there = exchange(application, to(2, 2, 0, 3, request(2, 2, SDRAM, 4, 2)));

    assertThat(Arrays.copyOfRange(there, BODY, BODY + 4)).isEqualTo(data);
    assertThat(application.read(SDRAM, 4)).isEqualTo(IdentityPattern.bytes(5, SDRAM, 4));
  }

  @Test
  void fillRepeatsOneWord() throws IOException {
    application.call(5, new byte[0], SDRAM + 1020, 0x04030201, 5000);

    assertThat(application.read(SDRAM + 1020, 6)).containsExactly(1, 2, 3, 4, 1, 2);
    assertThat(word(application.read(SDRAM + 1020 + 4996, 4), 0)).isEqualTo(0x04030201);
    assertThat(application.read(SDRAM + 1020 + 5000, 4))
        .isEqualTo(IdentityPattern.bytes(5, SDRAM + 1020 + 5000, 4));
  }

  @Test
  void aLongerAccessThanItsSizeLeavesTheRest() throws IOException {
    byte[] reply = application.call(2, new byte[0], SDRAM, 7, 2);

    byte[] pattern = IdentityPattern.bytes(5, SDRAM, 4);
    assertThat(reply).hasSize(BODY + 7).endsWith(0, 0, 0);
    assertThat(Arrays.copyOfRange(reply, BODY, BODY + 4)).isEqualTo(pattern);
  }

  @Test
  void linksReachTheNeighboursMemory() throws IOException {
    byte[] data = {9, 8, 7, 6};

    application.call(18, data, SDRAM, 4, 1);

    byte[] overLink = application.call(17, new byte[0], SDRAM, 4, 1);
    byte[] there = exchange(application, to(1, 1, 0, 0, request(2, 2, SDRAM, 4, 2)));
    assertThat(Arrays.copyOfRange(overLink, BODY, BODY + 4)).isEqualTo(data);
    assertThat(Arrays.copyOfRange(there, BODY, BODY + 4)).isEqualTo(data);
  }

  @Test
  void memoryIsAllocatedFoundAndFreed() throws IOException {
    int all = value(28, 6);
    int first = value(28, 30 << 8, 1000, 1);
    int second = value(28, 30 << 8, 1001, 2);

    assertThat(first).isEqualTo(Chip.HEAP_BASE);
    assertThat(second).isEqualTo(first + 1000);
    assertThat(value(28, 30 << 8, 8, 2)).isZero();
    assertThat(value(28, 30 << 8 | 7, 2)).isEqualTo(second);
    assertThat(value(28, 6)).isEqualTo(all - 2004);
    assertThat(application.call(28, new byte[0], 1, first)).hasSize(BODY);
    assertThat(value(28, 30 << 8, 500, 0)).isEqualTo(first);
    assertThat(value(28, 30 << 8 | 2)).isEqualTo(2);
    assertThat(value(28, 6)).isEqualTo(all);
  }

  @Test
  void routerEntriesAreAllocatedAndFreed() throws IOException {
    assertThat(value(28, 30 << 8 | 3, 10)).isEqualTo(1);
    assertThat(value(28, 30 << 8 | 3, 1014)).isZero();
    assertThat(value(28, 30 << 8 | 3, 1013)).isEqualTo(11);
    assertThat(application.call(28, new byte[0], 4, 11, 1)).hasSize(BODY);
    assertThat(value(28, 30 << 8 | 5, 1)).isEqualTo(1);
  }

  @Test
  void theFixedRouteIsRemembered() throws IOException {
    application.call(29, new byte[0], 3, 0x21);

    assertThat(value(29, 3, 0x80000000)).isEqualTo(0x21);
  }

  @Test
  void countTakesTenMillisecondsAndOnlyOneAtATime() {
    FrozenBoard frozen = new FrozenBoard(Bench.spin5().booted());

    frozen.receive(FakeNetwork.SCP, request(15, 1, 0, 15));
    frozen.pass(9);
    frozen.receive(FakeNetwork.SCP, request(15, 2, 0, 15));
    frozen.receive(FakeNetwork.SCP, request(0, 3));
    frozen.pass(1);
    frozen.receive(FakeNetwork.SCP, request(15, 4, 0, 15));
    frozen.pass(10);

    assertThat(frozen.network().sent())
        .extracting(reply -> ScpMessage.sequence(reply.bytes()))
        .containsExactly(2, 3, 1, 4);
    assertThat(frozen.network().sent())
        .extracting(reply -> reply.bytes().length)
        .containsExactly(14, 48, 26, 26);
    assertThat(word(frozen.network().last(), BODY)).isEqualTo(48 * 17);
  }

  @Test
  void olderReleasesCountBySignal() throws IOException {
    ScpApplication older =
        bench.application(bench.start(Bench.spin3().booted().withRelease(ScampRelease.V3_1_0)));

    byte[] count = older.call(22, new byte[0], 1, 15 << 16, 0xFFFF);

    assertThat(word(count, BODY)).isEqualTo(4 * 17);
  }

  @Test
  void serialRomReadsZeros() throws IOException {
    byte[] reply = application.call(27, new byte[0], 32 << 16, 0x03000000);

    assertThat(reply).hasSize(BODY + 32);
    assertThat(Arrays.copyOfRange(reply, BODY, BODY + 32)).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {19, 20, 21, 22, 23, 24, 25, 29, 32})
  void theRestIsAcknowledged(int command) throws IOException {
    byte[] reply = exchange(application, request(command, 1));

    assertThat(reply).hasSize(BODY);
    assertThat(ScpMessage.code(reply)).isEqualTo(ScpMessage.OK);
  }
}
