package org.spinngate.simulated;

import static java.time.Duration.ZERO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.spinngate.simulated.Bench.NEVER;
import static org.spinngate.simulated.Bench.SILENCE;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpMessage;

@ExtendWith(LeakExtension.class)
class BootTest {
  private static final Duration GAP = Duration.ofMillis(1);
  private static final BootImage IMAGE = BootImage.ofLength(3, 29_868);

  private final Bench bench = new Bench();

  @AfterEach
  void stop() throws IOException {
    bench.close();
  }

  /** Ready as soon as it is booted. */
  private SimulatedBoard unbooted() {
    return bench.start(Bench.spin5().withStartUp(ZERO, ZERO));
  }

  private static void send(SimulatedBoard board, List<byte[]> packets) throws IOException {
    long before = board.counters().boot().datagrams();
    try (BootSender sender = new BootSender(board.bootAddress(), ZERO)) {
      sender.send(packets);
    }
    await().until(() -> board.counters().boot().datagrams() == before + packets.size());
  }

  private static List<byte[]> without(int packet) {
    List<byte[]> packets = new ArrayList<>(IMAGE.packets());
    packets.remove(packet);
    return packets;
  }

  private boolean isReady(SimulatedBoard board) throws IOException {
    return bench.application(board, Duration.ofMillis(100), 50).version().isReady();
  }

  @Test
  void aCompleteImageBoots() throws IOException {
    SimulatedBoard board = unbooted();

    BootSender.boot(board.bootAddress(), IMAGE, GAP);

    assertThat(isReady(board)).isTrue();
    BootCounters boot = board.counters().boot();
    assertThat(boot.completed()).isOne();
    assertThat(boot.imageDigest()).isEqualTo(SimulatedBoard.digest(IMAGE.bytes()));
    assertThat(boot.blockSourcePorts()).hasSize(1);
    assertThat(boot.gapsNanos()).hasSize(31);
    assertThat(boot.minimumGapNanos()).isEqualTo(Collections.min(boot.gapsNanos()));
  }

  @Test
  void theRomDoesNotAnswerScp() throws IOException {
    SimulatedBoard board = unbooted();
    ScpApplication application = bench.application(board);

    application.send(ScpMessage.request(0, 1));

    await().until(() -> board.counters().drops(DropCause.IN_BOOT_ROM) == 1);
    assertThat(application.receive(SILENCE)).isEmpty();
  }

  @Test
  void nothingIsHeardUntilEthernetIsUp() throws IOException {
    SimulatedBoard board = bench.start(Bench.spin5().withStartUp(NEVER, NEVER));
    send(board, IMAGE.packets());
    ScpApplication application = bench.application(board);

    application.send(ScpMessage.request(0, 1));

    await().until(() -> board.counters().drops(DropCause.ETHERNET_DOWN) == 1);
    assertThat(application.receive(SILENCE)).isEmpty();
  }

  @Test
  void anAnswerOf255MeansNotReady() throws IOException {
    SimulatedBoard board = bench.start(Bench.spin5().withStartUp(ZERO, NEVER));

    send(board, IMAGE.packets());

    assertThat(isReady(board)).isFalse();
  }

  @Test
  void aBoardBecomesReady() throws IOException {
    SimulatedBoard board =
        bench.start(Bench.spin5().withStartUp(Duration.ofMillis(20), Duration.ofMillis(50)));

    send(board, IMAGE.packets());

    await().until(() -> isReady(board));
  }

  @Test
  void aLostStartMakesTheAttemptUseless() throws IOException {
    SimulatedBoard board = unbooted();

    send(board, without(0));

    BootCounters boot = board.counters().boot();
    assertThat(boot.ignoredPackets()).isEqualTo(31);
    assertThat(boot.completed()).isZero();
  }

  @Test
  void aSecondAttemptFillsTheHole() throws IOException {
    SimulatedBoard board = unbooted();

    send(board, without(27));
    assertThat(board.counters().boot().incomplete()).isOne();
    send(board, IMAGE.packets());

    BootCounters boot = board.counters().boot();
    assertThat(boot.completed()).isOne();
    assertThat(boot.ignoredStarts()).isOne();
    assertThat(boot.duplicateBlocks()).isEqualTo(29);
    assertThat(boot.blockSourcePorts()).hasSize(2);
    assertThat(boot.imageDigest()).isEqualTo(SimulatedBoard.digest(IMAGE.bytes()));
  }

  @Test
  void blocksMayComeInAnyOrder() throws IOException {
    SimulatedBoard board = unbooted();
    List<byte[]> packets = new ArrayList<>(IMAGE.packets());
    Collections.shuffle(packets.subList(1, packets.size() - 1), new Random(1));

    send(board, packets);

    assertThat(board.counters().boot().imageDigest())
        .isEqualTo(SimulatedBoard.digest(IMAGE.bytes()));
  }

  @Test
  void theFirstCopyOfABlockWins() throws IOException {
    SimulatedBoard board = unbooted();
    BootImage other = BootImage.ofLength(4, 29_868);

    send(board, IMAGE.packets().subList(0, 10));
    send(board, other.packets());

    BootCounters boot = board.counters().boot();
    assertThat(boot.completed()).isOne();
    assertThat(boot.blockSourcePorts()).hasSize(2);
    assertThat(boot.imageDigest())
        .isNotEqualTo(SimulatedBoard.digest(IMAGE.bytes()))
        .isNotEqualTo(SimulatedBoard.digest(other.bytes()));
  }

  @Test
  void theStartOfAShorterImageIsNotForgotten() throws IOException {
    SimulatedBoard board = unbooted();
    BootImage longer = BootImage.random(9, 30);

    send(board, BootImage.random(8, 27).packets().subList(0, 5));
    send(board, longer.packets());

    // 27 blocks were announced, and the last 3 of 30 do not belong to what runs.
    assertThat(board.counters().boot().completed()).isOne();
    assertThat(board.counters().boot().imageDigest())
        .isNotEqualTo(SimulatedBoard.digest(longer.bytes()));
  }

  @Test
  void systemVariablesOfTheImageAreTheBoards() throws IOException {
    SimulatedBoard board = unbooted();

    send(board, IMAGE.packets());

    ScpApplication application = bench.application(board);
    assertThat(application.read(0xf5007f0a, 1)).containsExactly(5);
    assertThat(application.read(0xf5007f1c, 4)).containsExactly(3, 0, 0, 0);
    assertThat(application.read(0xf5007f30, 4)).containsExactly(1, 0, 0, 0);
    assertThat(application.read(0xf5007f40, 1)).containsExactly(1);
  }

  @Test
  void aBootedBoardIgnoresBootPackets() throws IOException {
    SimulatedBoard board = bench.start(Bench.spin5().booted());

    send(board, IMAGE.packets());

    assertThat(board.counters().drops(DropCause.ALREADY_BOOTED)).isEqualTo(32);
    assertThat(board.counters().boot().completed()).isZero();
    assertThat(isReady(board)).isTrue();
  }

  @Test
  void aPowerCycleForgetsEverythingButTheCounters() throws IOException {
    SimulatedBoard board = bench.start(Bench.spin5().withStartUp(ZERO, ZERO).booted());
    ScpApplication application = bench.application(board);
    application.write(Bench.SDRAM, new byte[] {1, 2, 3, 4});
    application.call(26, new byte[0], 0x10010001, 17892, 0x0100007f);

    board.powerCycle().syncUninterruptibly();
    assertThat(board.emit(1, new byte[4]).syncUninterruptibly().getNow()).isFalse();
    send(board, IMAGE.packets());

    assertThat(application.read(Bench.SDRAM, 4))
        .isEqualTo(IdentityPattern.bytes(0, Bench.SDRAM, 4));
    assertThat(board.emit(1, new byte[4]).syncUninterruptibly().getNow()).isFalse();
    assertThat(board.counters().scp().executions(Command.WRITE)).isOne();
  }

  @Test
  void aPowerCycleStopsAStartUp() throws IOException {
    SimulatedBoard board =
        bench.start(Bench.spin5().withStartUp(Duration.ofMillis(50), Duration.ofMillis(50)));
    send(board, IMAGE.packets());

    board.powerCycle().syncUninterruptibly();

    ScpApplication application = bench.application(board);
    assertThat(application.receive(Duration.ofMillis(80))).isEmpty();
    application.send(ScpMessage.request(0, 1));
    await().until(() -> board.counters().drops(DropCause.IN_BOOT_ROM) == 1);
  }

  @Test
  void whatIsNoBootPacketIsIgnored() throws IOException {
    SimulatedBoard board = unbooted();

    send(board, List.of(new byte[17], new byte[18], new byte[1500]));
    send(board, IMAGE.packets());

    assertThat(board.counters().drops(DropCause.MALFORMED)).isEqualTo(3);
    assertThat(board.counters().boot().completed()).isOne();
  }
}
