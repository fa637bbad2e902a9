package org.spinngate.server.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spinngate.server.testing.LogCapture;

/** A fault of our own that each of many old clients meets is told once a minute. */
class LegacyFaultsTest {
  private final LogCapture log = new LogCapture(LegacyLog.class.getName());
  private final AtomicLong now = new AtomicLong();
  private final LegacyLog told = new LegacyLog(now::get);

  @AfterEach
  void stopListening() {
    log.close();
  }

  private void fault(int port) {
    told.fault(new InetSocketAddress(NetUtil.LOCALHOST4, port), new IllegalStateException("ours"));
  }

  @Test
  void oneAMinuteIsToldAndHowManyWereHeldBack() {
    for (int client = 1; client <= 100; client++) {
      fault(client);
    }
    now.addAndGet(Duration.ofMinutes(1).toNanos());
    fault(101);

    assertThat(log.lines())
        .containsExactly(
            "fault while serving old client 127.0.0.1:1",
            "fault while serving old client 127.0.0.1:101 (and 99 more before it)");
    assertThat(log.stackTraces()).isEqualTo(2);
  }
}
