package org.spinngate.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spinngate.server.testing.LogCapture;

/** A listening socket of a process without descriptors. */
class AcceptFaultsTest {
  private final IOException noDescriptor = new IOException("Too many open files");

  private final LogCapture log = new LogCapture(AcceptFaults.class.getName());
  private long now = -5;
  private final EmbeddedChannel listening =
      new EmbeddedChannel(new AcceptFaults("connections", () -> now));

  AcceptFaultsTest() {
    listening.freezeTime();
  }

  @AfterEach
  void close() {
    log.close();
    listening.close();
  }

  private void fail() {
    listening.pipeline().fireExceptionCaught(noDescriptor);
  }

  @Test
  void triesAgainASecondLaterAndNotBefore() {
    fail();
    assertThat(listening.config().isAutoRead()).isFalse();

    listening.advanceTimeBy(999, TimeUnit.MILLISECONDS);
    listening.runScheduledPendingTasks();
    assertThat(listening.config().isAutoRead()).isFalse();

    listening.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    listening.runScheduledPendingTasks();
    assertThat(listening.config().isAutoRead()).isTrue();
  }

  @Test
  void saysSoOnceInAMinuteWithoutATrace() {
    fail();
    fail();
    now += Duration.ofMinutes(1).toNanos();
    fail();

    assertThat(log.lines()).hasSize(2);
    assertThat(log.lines().get(0))
        .startsWith("no connections can be taken now: Too many open files; ");
    assertThat(log.lines().get(1)).endsWith(" (and 1 more before it)");
    assertThat(log.events()).allSatisfy(one -> assertThat(one.getThrowableProxy()).isNull());
  }

  @Test
  void aFaultOfOurOwnIsToldWithItsTrace() {
    listening.pipeline().fireExceptionCaught(new IllegalStateException("odd"));

    assertThat(log.events())
        .singleElement()
        .satisfies(one -> assertThat(one.getThrowableProxy()).isNotNull());
    listening.checkException();
  }
}
