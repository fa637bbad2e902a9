package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TagRequests;
import org.spinngate.server.testing.ScpMessage;

/** What a session leaves behind in the tag table of a board. */
@ExtendWith(LeakExtension.class)
class TagHygieneTest {
  private static final int IPTAG = 26;
  private static final int USE_SENDER = 0x40000000;
  private static final int TAGS = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RecordingListener alice = new RecordingListener();
  private final RecordingListener bob = new RecordingListener();
  private final BoardBench bench = new BoardBench(8, as -> as);
  private final FlowTable flows = bench.table(alice);
  private final FlowTable bobs = bench.table(bob);

  @AfterEach
  void stop() {
    bench.on(flows::closeAll);
    bench.on(bobs::closeAll);
    bench.close();
  }

  private static byte[] set(int tag) {
    return ScpMessage.request(IPTAG, tag, USE_SENDER | TagRequests.SET << 16 | tag, 0, 0);
  }

  private void setAndAwait(FlowTable table, RecordingListener listener, int flow, int... tags) {
    long heard = replies(listener);
    for (int tag : tags) {
      bench.send(table, flow, set(tag));
    }
    await().atMost(PATIENCE).until(() -> replies(listener) == heard + tags.length);
  }

  /** Told from the output of a tag by their length. */
  private static long replies(RecordingListener listener) {
    return listener.fromBoard().stream().filter(one -> one.bytes().length == 18).count();
  }

  private boolean isSet(int tag) {
    return bench.simulated().emit(tag, new byte[1]).syncUninterruptibly().getNow();
  }

  private void awaitCleared(int tag) {
    await().atMost(PATIENCE).until(() -> !isSet(tag));
  }

  @Test
  void theTableIsEmptyWhenTheSessionHasEnded() {
    for (int tag = 0; tag < TAGS; tag++) {
      setAndAwait(flows, alice, 1 + tag % 3, tag);
      assertThat(isSet(tag)).isTrue();
    }

    bench.on(flows::closeAll);

    for (int tag = 0; tag < TAGS; tag++) {
      awaitCleared(tag);
    }
  }

  @Test
  void aFlowThatIsClosedTakesItsOwnTagsWithItAndNoOthers() {
    setAndAwait(flows, alice, 1, 1, 2);
    setAndAwait(flows, alice, 2, 2, 3);
    setAndAwait(bobs, bob, 1, 4);

    bench.on(() -> flows.close(Service.SCP, 1));

    awaitCleared(1);
    assertThat(isSet(2) && isSet(3) && isSet(4)).isTrue();
  }
}
