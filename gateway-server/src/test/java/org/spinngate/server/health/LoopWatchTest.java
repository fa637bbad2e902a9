package org.spinngate.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.DefaultEventExecutor;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopWatchTest {
  private final DefaultEventExecutor loop = new DefaultEventExecutor();
  private final AtomicLong nanos = new AtomicLong();
  private final LoopWatch watch = new LoopWatch(loop, nanos::get);
  private final CountDownLatch hold = new CountDownLatch(1);

  @AfterEach
  void stop() {
    hold.countDown();
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private void pass(long seconds) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
  }

  /** Waits until the loop has done what it was given. */
  private void settle() {
    loop.submit(() -> {}).syncUninterruptibly();
  }

  private void block() {
    loop.execute(
        () -> {
          try {
            hold.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Test
  void aLoopThatAnswersIsWell() {
    watch.look();
    settle();

    assertThat(watch.check())
        .isEqualTo(new HealthCheck("loops", true, "1 event loop, the latest by 0 ms"));
    assertThat(watch.live()).isTrue();
  }

  @Test
  void aLoopThatIsBusyForLongerThanASecondIsNotReadyButLives() {
    block();
    watch.look();
    pass(2);
    watch.look();

    assertThat(watch.check().ok()).isFalse();
    assertThat(watch.check().detail()).isEqualTo("1 event loop, the latest by 2000 ms");
    assertThat(watch.live()).isTrue();
  }

  @Test
  void aLoopThatHangsDoesNotLive() {
    block();
    watch.look();
    pass(11);

    assertThat(watch.live()).isFalse();
  }

  @Test
  void aLoopThatCameBackIsWellWithItsNextTask() {
    block();
    watch.look();
    pass(11);
    hold.countDown();
    settle();

    assertThat(watch.check().detail()).endsWith("by 11000 ms");

    watch.look();
    settle();

    assertThat(watch.check().ok()).isTrue();
    assertThat(watch.live()).isTrue();
  }

  @Test
  void aLoopThatDoesItsTasksTicks() {
    watch.look();
    settle();

    assertThat(watch.ticks(Duration.ofSeconds(2))).isTrue();
  }

  @Test
  void aLoopThatIsLateDoesNotTickUntilItIsBack() {
    block();
    watch.look();
    pass(3);
    watch.look();

    assertThat(watch.ticks(Duration.ofSeconds(2))).isFalse();
    hold.countDown();
    settle();
    watch.look();
    settle();
    assertThat(watch.ticks(Duration.ofSeconds(2))).isTrue();
  }

  @Test
  void nothingIsKnownOfLoopsAtWhichNobodyLooks() {
    watch.look();
    settle();
    pass(4);

    assertThat(watch.ticks(Duration.ofSeconds(2))).isFalse();
  }

  @Test
  void aLoopThatHasEndedDoesNotTick() {
    stop();
    watch.look();

    assertThat(watch.ticks(Duration.ofSeconds(2))).isFalse();
  }
}
