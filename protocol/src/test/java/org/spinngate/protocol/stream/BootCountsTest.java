package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.BootTaken;

class BootCountsTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final BootCounts counts = new BootCounts(channel);

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private List<Object> told() {
    channel.runPendingTasks();
    List<Object> told = new ArrayList<>(channel.outboundMessages());
    channel.outboundMessages().clear();
    return told;
  }

  @Test
  void ofTheCountsOfOnePassTheNewestOfEachFlowIsTold() {
    for (int count = 1; count <= 800; count++) {
      counts.add(new BootTaken(1, count));
    }
    counts.add(new BootTaken(2, 1));

    assertThat(told()).containsExactly(new BootTaken(1, 800), new BootTaken(2, 1));
  }

  @Test
  void eachPassTellsItsOwn() {
    counts.add(new BootTaken(1, 1));
    assertThat(told()).containsExactly(new BootTaken(1, 1));

    counts.add(new BootTaken(1, 2));

    assertThat(told()).containsExactly(new BootTaken(1, 2));
  }

  @Test
  void towardsAPeerThatDoesNotReadTheyGatherUntilTheOnesBeforeThemHaveLeft() {
    StuckHandler stuck = new StuckHandler();
    channel.pipeline().addFirst(stuck);
    for (int count = 1; count <= 800; count++) {
      counts.add(new BootTaken(1, count));
      channel.runPendingTasks();
    }

    channel.pipeline().remove(stuck);
    channel.flush();

    assertThat(told()).containsExactly(new BootTaken(1, 1), new BootTaken(1, 800));
  }

  @Test
  void beforeAGoodbyeTheyAreToldAtOnce() {
    counts.add(new BootTaken(1, 7));

    counts.tell();

    assertThat(channel.<Object>readOutbound()).isEqualTo(new BootTaken(1, 7));
    assertThat(told()).isEmpty();
  }
}
