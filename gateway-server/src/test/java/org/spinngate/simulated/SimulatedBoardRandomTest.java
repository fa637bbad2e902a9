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

/** Whatever strangers send, the board neither throws nor keeps a buffer, and still answers. */
@ExtendWith(LeakExtension.class)
class SimulatedBoardRandomTest {
  private static final int DATAGRAMS = 100_000;

  private static byte[] mutated(byte[] bytes, SplittableRandom random) {
    byte[] copy = Arrays.copyOf(bytes, random.nextInt(4) == 0 ? random.nextInt(300) : bytes.length);
    for (int change = random.nextInt(4); change > 0 && copy.length > 0; change--) {
      copy[random.nextInt(copy.length)] = (byte) random.nextInt(256);
    }
    return copy;
  }

  private static byte[] plausible(SplittableRandom random) {
    int command = random.nextInt(36);
    int address = random.nextInt(4) == 0 ? random.nextInt() : 0x60000000 + random.nextInt(4096);
    byte[] data = new byte[random.nextInt(5) * 64];
    int second = random.nextInt(300);
    int third = random.nextInt(8);
    byte[] message =
        ScpMessage.request(command, random.nextInt(65536), data, address, second, third);
    if (command == Command.IPTAG.code()) {
      int first = random.nextInt(256) << 24 | random.nextInt(6) << 16 | random.nextInt(18);
      message = ScpMessage.request(command, 1, first, random.nextInt(65536), third);
    }
    int port = random.nextInt(20) == 0 ? 1 : 0;
    return ScpMessage.to(random.nextInt(9), random.nextInt(9), port, random.nextInt(3), message);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void mutatedRequests(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Duration wait = Duration.ofMillis(random.nextInt(2));
    FrozenBoard board = new FrozenBoard(Bench.spin5().booted().withReplyDelay(wait));

    for (int count = 0; count < DATAGRAMS; count++) {
      board.receive(Arrival.Port.SCP, mutated(plausible(random), random));
      if (count % 16 == 0) {
        board.pass(random.nextInt(3000));
      }
    }

    board.pass(TimeUnit.HOURS.toMillis(1));
    board.receive(Arrival.Port.SCP, ScpMessage.request(0, 0x1234));
    board.pass(10);
    assertThat(board.network().sent().getLast()).hasSize(48);
    assertThat(ScpMessage.sequence(board.network().sent().getLast())).isEqualTo(0x1234);
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
      board.receive(Arrival.Port.BOOT, random.nextInt(3) == 0 ? mutated(packet, random) : packet);
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
