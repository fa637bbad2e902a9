package org.spinngate.server.admission;

import io.netty.util.concurrent.EventExecutor;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.RepeatedTask;

/**
 * Looks whether another day has begun, in UTC: users and tokens have a last one, and sessions that
 * began with them end with it.
 *
 * <p>Confined to its executor.
 */
public final class LastDays {
  private static final Logger LOG = LoggerFactory.getLogger(LastDays.class);
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final Clock clock;
  private final Runnable recheck;
  private LocalDate today;

  private LastDays(Clock clock, Runnable recheck) {
    this.clock = clock;
    this.recheck = recheck;
    this.today = day();
  }

  /**
   * Looks every second, until the executor ends.
   *
   * @param clock the time of day; may be set
   * @param recheck run on the executor when another day has begun
   */
  public static void watch(Clock clock, EventExecutor executor, Runnable recheck) {
    LastDays days = new LastDays(clock, recheck);
    Faults faults =
        new Faults(
            executor.ticker()::nanoTime,
            (fault, more) -> LOG.error("fault at the beginning of a day{}", more, fault));
    RepeatedTask.start(executor, LOOK, LOOK, days::look, faults);
  }

  private LocalDate day() {
    return LocalDate.now(clock.withZone(ZoneOffset.UTC));
  }

  private void look() {
    LocalDate now = day();
    if (!now.equals(today)) {
      recheck.run();
      today = now;
    }
  }
}
