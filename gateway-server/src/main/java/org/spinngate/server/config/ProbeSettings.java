package org.spinngate.server.config;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.spinngate.server.config.rule.Rules;

/**
 * How the server finds out what its boards are.
 *
 * @param interval between two questions to a board that nobody uses; zero for no questions
 * @param hello where the hellos of boot ROMs are heard
 */
public record ProbeSettings(Duration interval, Hello hello) {

  /** Checks the range. */
  public ProbeSettings {
    new Rules()
        .that(
            interval.isZero() || interval.compareTo(Duration.ofMillis(100)) >= 0,
            "interval",
            "must be 0, or from 100ms to 1h, but is " + Rules.text(interval))
        .between("interval", interval, Duration.ZERO, Duration.ofHours(1))
        .hold();
  }

  /** Where hellos are heard. */
  public sealed interface Hello {

    /** Broadcasts, and the server's own addresses that face a board. */
    record Auto() implements Hello {}

    /** Nowhere. */
    record Off() implements Hello {}

    /**
     * At these addresses only.
     *
     * @param listen at least one; port 0 takes a free one
     */
    record At(List<InetSocketAddress> listen) implements Hello {
      /** Copies the list. */
      public At {
        listen = List.copyOf(listen);
      }
    }
  }
}
