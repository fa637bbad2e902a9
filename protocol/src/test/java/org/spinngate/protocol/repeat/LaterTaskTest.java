package org.spinngate.protocol.repeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.UncaughtFaults;

/** On an executor of Netty, which tells nobody of what a delayed task throws. */
@ExtendWith(UncaughtFaults.class)
class LaterTaskTest {
  private final MockTicker time = Ticker.newMockTicker();
  private final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(time).build();
  private int runs;

  private void pass(int seconds) {
    time.advance(seconds, TimeUnit.SECONDS);
    channel.runPendingTasks();
  }

  private Future<?> in(int seconds, LaterTask task) {
    return task.in(channel.eventLoop(), seconds, TimeUnit.SECONDS);
  }

  private void fail() {
    runs++;
    throw new IllegalStateException("run " + runs);
  }

  private void failBadly() {
    throw new AssertionError("bad");
  }

  @Test
  void itIsDoneOnceAndNotBefore() {
    Future<?> done = in(2, new LaterTask(() -> runs++));

    pass(1);
    assertThat(runs).isZero();
    assertThat(done).isNotDone();
    pass(1);
    pass(5);

    assertThat(runs).isEqualTo(1);
    assertThat(done).isDone();
  }

  @Test
  void whatItThrowsIsToldToTheOneWhoAskedForIt(List<Throwable> uncaught) {
    List<Throwable> faults = new ArrayList<>();
    LaterTask task = new LaterTask(this::fail, faults::add);

    in(1, task);
    pass(1);
    in(1, task);
    pass(1);

    assertThat(faults).extracting(Throwable::getMessage).containsExactly("run 1", "run 2");
    assertThat(uncaught).isEmpty();
  }

  @Test
  void otherwiseItIsToldToTheThread(List<Throwable> uncaught) {
    in(1, new LaterTask(this::failBadly));

    pass(1);

    assertThat(uncaught).extracting(Throwable::getMessage).containsExactly("bad");
  }

  @Test
  void whatTheListenerThrowsIsToldToTheThread(List<Throwable> uncaught) {
    in(1, new LaterTask(this::fail, fault -> failBadly()));

    pass(1);

    assertThat(uncaught).extracting(Throwable::getMessage).containsExactly("bad");
  }

  @Test
  void whatIsCancelledDoesNotCome() {
    in(1, new LaterTask(() -> runs++)).cancel(false);

    pass(2);

    assertThat(runs).isZero();
  }
}
