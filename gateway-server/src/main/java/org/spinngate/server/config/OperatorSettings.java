package org.spinngate.server.config;

import java.time.Duration;
import java.util.Optional;
import org.spinngate.server.config.rule.Rules;

/**
 * What the operator sees of the server and does to it.
 *
 * @param control the control socket
 * @param http metrics and the status page
 * @param table the session table in the log
 * @param probe how boards are watched
 * @param drain how the server stops
 * @param reload how another configuration is noticed
 * @param log the form of the log
 * @param cluster the other gateways in front of the same boards, if there are any
 */
public record OperatorSettings(
    ControlSettings control,
    HttpSettings http,
    TableSettings table,
    ProbeSettings probe,
    Drain drain,
    Reload reload,
    LogSettings log,
    Optional<ClusterSettings> cluster) {

  /**
   * How the server stops.
   *
   * @param deadline how long boots that are under way may take when the process is told to end
   */
  public record Drain(Duration deadline) {

    /** Checks the range. */
    public Drain {
      new Rules().between("deadline", deadline, Duration.ZERO, Duration.ofHours(1)).hold();
    }
  }

  /**
   * How another configuration is noticed.
   *
   * @param watch whether the files are watched; SIGHUP and the verb work in any case
   */
  public record Reload(boolean watch) {}
}
