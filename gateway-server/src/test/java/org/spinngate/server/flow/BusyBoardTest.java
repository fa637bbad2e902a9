package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpMessage;
import org.spinngate.simulated.DropCause;

/** Many requests at once for a board with eight reply tags. */
@ExtendWith(LeakExtension.class)
class BusyBoardTest {
  private static final int REQUESTS = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RecordingListener alice = new RecordingListener();

  private static byte[][] requests(int from, int count) {
    return IntStream.range(from, from + count)
        .mapToObj(sequence -> ScpMessage.request(0, sequence))
        .toArray(byte[][]::new);
  }

  @Test
  void withTheWindowNoneIsLost() {
    try (BoardBench bench = new BoardBench(8, as -> as.withReplyDelay(Duration.ofMillis(3)))) {
      FlowTable flows = bench.table(alice);

      bench.send(flows, 1, requests(0, REQUESTS / 2));
      bench.send(flows, 2, requests(0, REQUESTS / 2));

      await().atMost(PATIENCE).until(() -> alice.fromBoard().size() == REQUESTS);
      assertThat(bench.simulated().counters().drops(DropCause.NO_TAG)).isZero();
      assertThat(alice.drops()).isEmpty();
      bench.on(flows::closeAll);
    }
  }

  @Test
  void withoutItTheBoardLosesWhatIsBeyondEight() {
    try (BoardBench bench = new BoardBench(0, as -> as.withReplyDelay(Duration.ofSeconds(2)))) {
      FlowTable flows = bench.table(alice);

      bench.send(flows, 1, requests(0, REQUESTS));

      await()
          .atMost(PATIENCE)
          .until(() -> bench.simulated().counters().scp().datagrams() == REQUESTS);
      assertThat(bench.simulated().counters().drops(DropCause.NO_TAG)).isEqualTo(REQUESTS - 8);
      bench.on(flows::closeAll);
    }
  }
}
