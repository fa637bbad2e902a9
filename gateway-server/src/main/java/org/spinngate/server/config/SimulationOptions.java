package org.spinngate.server.config;

import java.time.Duration;
import java.util.regex.Pattern;
import org.spinngate.server.config.rule.Rules;

/**
 * How a simulated board behaves.
 *
 * @param kind which board is simulated
 * @param version the SC&amp;MP version that it reports once booted, such as {@code 4.0.0}
 * @param booted whether it starts booted; a real board does not
 * @param loss share of datagrams lost in each direction, 0 to below 1
 * @param duplication share of datagrams delivered twice in each direction, 0 to 1
 * @param delay added to every datagram in each direction
 * @param ethernetUp from the last boot packet until the board hears datagrams again
 * @param ready from the last boot packet until it reports its own coordinates
 */
public record SimulationOptions(
    BoardModel kind,
    String version,
    boolean booted,
    double loss,
    double duplication,
    Duration delay,
    Duration ethernetUp,
    Duration ready) {

  private static final Pattern VERSION = Pattern.compile("[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}");

  /** Checks every range. */
  public SimulationOptions {
    Duration minute = Duration.ofMinutes(1);
    new Rules()
        .that(VERSION.matcher(version).matches(), "version", "must look like 4.0.0 or 3.1.0")
        .that(loss >= 0 && loss < 1, "loss", "must be a share from 0 to below 1, such as 0.05")
        .that(
            duplication >= 0 && duplication <= 1,
            "duplication",
            "must be a share from 0 to 1, such as 0.05")
        .between("delay", delay, Duration.ZERO, Duration.ofSeconds(10))
        .between("ethernet-up", ethernetUp, Duration.ZERO, minute)
        .between("ready", ready, Duration.ZERO, minute)
        .that(
            ready.compareTo(ethernetUp) >= 0,
            "ready",
            "must not be shorter than ethernet-up: a board answers before it is ready")
        .hold();
  }
}
