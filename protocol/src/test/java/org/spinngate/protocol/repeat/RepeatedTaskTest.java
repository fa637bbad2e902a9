package org.spinngate.protocol.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** On an executor of Netty, which drops what throws. */
class RepeatedTaskTest {
  private final MockTicker time = Ticker.newMockTicker();
  private final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(time).build();
  private final List<Throwable> faults = new ArrayList<>();
  private int runs;

  private RepeatedTask start(Runnable task, Consumer<Throwable> listener) {
    return RepeatedTask.start(
        channel.eventLoop(), Duration.ofSeconds(3), Duration.ofSeconds(1), task, listener);
  }

  private void pass(int seconds) {
    for (int second = 0; second < seconds; second++) {
      time.advance(1, TimeUnit.SECONDS);
      channel.runPendingTasks();
    }
  }

  private void fail() {
    runs++;
    throw new IllegalStateException("run " + runs);
  }

  private void failBadly() {
    runs++;
    throw new AssertionError("run " + runs);
  }

  @Test
  void aTaskIsRepeatedFromItsFirstTimeOn() {
    start(() -> runs++, faults::add);

    pass(2);
    assertThat(runs).isZero();
    pass(4);
    assertThat(runs).isEqualTo(4);
    assertThat(faults).isEmpty();
  }

  @Test
  void aTaskThatThrowsIsToldOfAndGoesOn() {
    start(this::fail, faults::add);

    pass(5);

    assertThat(runs).isEqualTo(3);
    assertThat(faults).extracting(Throwable::getMessage).containsExactly("run 1", "run 2", "run 3");
  }

  @Test
  void errorsAreNoOtherCase() {
    start(this::failBadly, faults::add);

    pass(4);

    assertThat(runs).isEqualTo(2);
    assertThat(faults).hasSize(2);
  }

  @Test
  void aListenerThatFailsTooDoesNotEndTheRepetition() {
    start(
        this::fail,
        fault -> {
          throw new IllegalStateException("no log");
        });

    pass(5);

    assertThat(runs).isEqualTo(3);
  }

  @Test
  void whatIsCancelledComesNoMore() {
    RepeatedTask task = start(() -> runs++, faults::add);
    pass(3);

    task.cancel();
    task.cancel();
    pass(3);

    assertThat(runs).isEqualTo(1);
  }
}
