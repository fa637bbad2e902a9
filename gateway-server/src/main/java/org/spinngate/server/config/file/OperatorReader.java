package org.spinngate.server.config.file;

import com.typesafe.config.ConfigValue;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.spinngate.server.config.ClusterSettings;
import org.spinngate.server.config.ControlSettings;
import org.spinngate.server.config.HttpSettings;
import org.spinngate.server.config.LogSettings;
import org.spinngate.server.config.OperatorSettings;
import org.spinngate.server.config.ProbeSettings;
import org.spinngate.server.config.TableSettings;

/** Reads the sections of which users notice nothing. */
final class OperatorReader {
  private OperatorReader() {}

  static Optional<OperatorSettings> read(Section gateway, Clock clock) {
    Optional<ControlSettings> control = ControlReader.read(gateway.section("control"));
    Optional<HttpSettings> http = HttpReader.read(gateway.section("http"));
    Optional<TableSettings> table = table(gateway.section("table"));
    Optional<ProbeSettings> probe = ProbeReader.read(gateway.section("probe"));
    Optional<OperatorSettings.Drain> drain = drain(gateway.section("drain"));
    Optional<OperatorSettings.Reload> reload = reload(gateway.section("reload"));
    Optional<LogSettings> log = log(gateway.section("log"));
    Optional<Optional<ClusterSettings>> cluster =
        new ClusterReader(gateway.section("cluster"), clock).read();
    if (Stream.of(control, http, table, probe, drain, reload, log, cluster)
        .anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    return Optional.of(
        new OperatorSettings(
            control.get(),
            http.get(),
            table.get(),
            probe.get(),
            drain.get(),
            reload.get(),
            log.get(),
            cluster.get()));
  }

  private static Optional<OperatorSettings.Drain> drain(Section drain) {
    Duration deadline = drain.get("deadline", Conversions::duration, Duration.ZERO);
    drain.refuseUnknownKeys();
    return drain.build(() -> new OperatorSettings.Drain(deadline));
  }

  private static Optional<LogSettings> log(Section log) {
    boolean json = log.get("format", OperatorReader::isJson, false);
    log.refuseUnknownKeys();
    return log.build(() -> new LogSettings(json));
  }

  private static boolean isJson(ConfigValue value) throws Unfit {
    return switch (Conversions.text(value)) {
      case "text" -> false;
      case "json" -> true;
      default -> throw new Unfit(LogSettings.RULE);
    };
  }

  private static Optional<OperatorSettings.Reload> reload(Section reload) {
    boolean watch = reload.get("watch", Conversions::flag, true);
    reload.refuseUnknownKeys();
    return reload.build(() -> new OperatorSettings.Reload(watch));
  }

  private static Optional<TableSettings> table(Section table) {
    Duration interval = table.get("interval", Conversions::duration, Duration.ZERO);
    table.refuseUnknownKeys();
    return table.build(() -> new TableSettings(interval));
  }
}
