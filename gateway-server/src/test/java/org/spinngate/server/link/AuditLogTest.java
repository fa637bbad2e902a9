package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.CloseCause;
import org.spinngate.server.testing.LogCapture;

/** A user cannot fill a disk with lines of the audit. */
class AuditLogTest {
  private static final int TIMES = 1_000;
  private static final Pattern REPEATS = Pattern.compile(".* repeats=(\\d+)");

  private final LogCapture log = new LogCapture("org.spinngate.audit");
  private final AtomicLong nanos = new AtomicLong();
  private final AuditLog audit = new AuditLog(nanos::get);
  private final EmbeddedChannel from = new EmbeddedChannel();

  @AfterEach
  void close() {
    from.close();
    log.close();
  }

  private long told() {
    return log.lines().stream()
        .map(REPEATS::matcher)
        .mapToLong(line -> line.matches() ? 1 + Long.parseLong(line.group(1)) : 1)
        .sum();
  }

  @Test
  void boardsOfEveryNameAreFewLinesAndAllCounted() {
    for (int i = 0; i < TIMES; i++) {
      audit.boardRefused("alice", from, "made-up-" + i, "board-refused");
      audit.boardRefused("alice", from, "spin5-01", "board-busy");
    }
    assertThat(log.lines()).hasSizeLessThan(50);

    nanos.addAndGet(Duration.ofMinutes(10).toNanos());
    audit.boardRefused("alice", from, "spin5-01", "board-busy");
    audit.boardRefused("bob", from, "spin5-01", "board-busy");

    assertThat(told()).isEqualTo(2L * TIMES + 2);
  }

  @Test
  void refusedLoginsOfManyNamesAreCounted() {
    for (int i = 0; i < TIMES; i++) {
      audit.loginRefused("user-" + i, from, LoginResult.CREDENTIALS, CloseCause.LOGIN_REFUSED);
      audit.loginRefused("user-" + i, from, LoginResult.VERSION, CloseCause.VERSION_MISMATCH);
    }
    assertThat(log.lines()).hasSizeLessThan(61);

    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    audit.loginRefused("eve", from, LoginResult.CREDENTIALS, CloseCause.LOGIN_REFUSED);
    audit.loginRefused("eve", from, LoginResult.VERSION, CloseCause.VERSION_MISMATCH);

    assertThat(told()).isEqualTo(2L * TIMES + 2);
  }
}
