package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpMessage;

/**
 * After any bytes of strangers the board has neither thrown nor kept a buffer, and still answers.
 */
@ExtendWith(LeakExtension.class)
class SimulatedBoardRandomTest {
  private static final int DATAGRAMS = 40_000;
  private static final int PORTS = 8;

  private static byte[] mutated(byte[] bytes, SplittableRandom random) {
    byte[] copy = Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(300) : bytes.length);
    for (int change = random.nextInt(4); change > 0 && copy.length > 0; change--) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return copy;
  }

  private static byte[] plausible(SplittableRandom random) {
    int command = random.nextInt(36);
    if (command == Command.IPTAG.code()) {
      return iptag(random);
    }
    int address = random.nextInt(4) == 0 ? random.nextInt() : 0x60000000 + random.nextInt(4096);
    byte[] data = new byte[random.nextInt(5) * 64];
    int second = random.nextInt(300);
    int third = random.nextInt(8);
    byte[] message =
        ScpMessage.request(command, random.nextInt(65536), data, address, second, third);
    int port = random.nextInt(20) == 0 ? 1 : 0;
    return ScpMessage.to(random.nextInt(9), random.nextInt(9), port, random.nextInt(3), message);
  }

  /** To the root's monitor; ports are few, so that some are met again. */
  private static byte[] iptag(SplittableRandom random) {
    int operation = random.nextInt(6) << 16 | random.nextInt(18);
    int second = (random.nextInt(512) << 16) + 1 + random.nextInt(PORTS);
    int first = (random.nextInt() & 0xFF00FF00) | operation;
    return ScpMessage.request(Command.IPTAG.code(), 1, first, second, random.nextInt(3));
  }

  /** Somebody may have given tags of the pool away for ever, as on a real board. */
  private static void clearPool(FrozenBoard board) {
    for (int tag = TagTable.FIXED; tag < TagTable.SIZE; tag++) {
      byte[] clear = ScpMessage.request(Command.IPTAG.code(), 1, 0x00030000 | tag);
      clear[2] = 0x07;
      board.receive(FakeNetwork.SCP, clear);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void mutatedRequests(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Duration wait = Duration.ofMillis(random.nextInt(2));
    FrozenBoard board = new FrozenBoard(Bench.spin5().booted().withReplyDelay(wait).withArp(wait));

    for (int count = 0; count < DATAGRAMS; count++) {
      board.receive(FakeNetwork.SCP, mutated(plausible(random), random));
      if (count % 8 == 0) {
        board.receive(1 + random.nextInt(PORTS), new byte[random.nextInt(300)]);
        board.machine().emit(random.nextInt(8), new byte[random.nextInt(272)]);
      }
      if (count % 16 == 0) {
        board.pass(random.nextInt(3000));
      }
      if (count % 256 == 0) {
        clearPool(board);
      }
    }

    assertThat(board.counters().scp().injections()).isGreaterThan(DATAGRAMS / 1000);
    assertThat(board.counters().scp().tagOutputs()).isGreaterThan(DATAGRAMS / 1000);
    clearPool(board);
    board.pass(TimeUnit.HOURS.toMillis(1));
    board.receive(FakeNetwork.SCP, ScpMessage.request(0, 0x1234));
    board.pass(10);
    assertThat(board.network().last()).hasSize(48);
    assertThat(ScpMessage.sequence(board.network().last())).isEqualTo(0x1234);
    assertThat(board.counters().scp().executions()).isGreaterThan(DATAGRAMS / 10);
    board.machine().stop();
  }

  @Test
  void mutatedBootPackets() {
    SplittableRandom random = new SplittableRandom(3);
    RingModel ring = RingModel.real(Duration.ofMillis(1), Duration.ofMillis(1));
    FrozenBoard board =
        new FrozenBoard(Bench.spin3().withRing(ring).withStartUp(Duration.ZERO, Duration.ZERO));
    List<byte[]> packets = org.spinngate.server.testing.BootImage.random(1, 3).packets();

    for (int count = 0; count < 30_000; count++) {
      byte[] packet = packets.get(random.nextInt(packets.size()));
      board.receive(FakeNetwork.BOOT, random.nextInt(3) == 0 ? mutated(packet, random) : packet);
      board.pass(random.nextInt(3));
      if (random.nextInt(200) == 0) {
        board.machine().powerCycle();
      }
    }

    assertThat(board.counters().boot().completed()).isGreaterThan(50);
    assertThat(board.counters().drops(DropCause.RING_OVERFLOW)).isPositive();
    board.machine().stop();
  }
}
