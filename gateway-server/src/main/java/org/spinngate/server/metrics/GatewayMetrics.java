package org.spinngate.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.util.concurrent.EventExecutor;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.LongSupplier;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.board.Board;
import org.spinngate.server.legacy.LegacyMeter;
import org.spinngate.server.link.LoginMeter;
import org.spinngate.server.net.PortMeter;
import org.spinngate.server.usage.SessionMeter;

/**
 * All metrics of one server. Labels are boards of the configuration and closed lists of words, so
 * that the number of series does not depend on users, addresses or sessions.
 *
 * <p>Thread-safe.
 */
public final class GatewayMetrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Views views;
  private final SessionMetrics sessions;
  private final LoginMetrics logins;
  private final LegacyMetrics legacy;
  private final PortMetrics ports;
  private final ReloadMetrics reloads;
  private final LoopLag lag;
  private final LogMetrics log;
  private volatile LongSupplier linesTake = () -> 0;

  /**
   * A text in one of the formats of Prometheus.
   *
   * @param type its media type
   * @param text the whole of it
   */
  public record Exposition(String type, String text) {}

  /**
   * @param views asked whenever somebody looks
   * @param version of the server
   * @param nanoTime a monotonic clock in nanoseconds
   */
  public GatewayMetrics(Views views, String version, LongSupplier nanoTime) {
    this.views = views;
    this.sessions = new SessionMetrics(registry);
    this.logins = new LoginMetrics(registry);
    this.legacy = new LegacyMetrics(registry);
    this.ports = new PortMetrics(registry);
    this.reloads = new ReloadMetrics(registry);
    this.lag = new LoopLag(registry, nanoTime);
    Gauges.register(registry, views);
    ProcessMetrics.register(registry, version);
    this.log = new LogMetrics(registry);
    Counters.gauge(
        registry,
        "spinngate_line_bytes",
        "Memory that SCP datagrams take while they wait for the lines to clients; at most"
            + " line-bytes.",
        () -> linesTake.getAsLong());
  }

  /** For sessions to report to. */
  public SessionMeter sessions() {
    return sessions;
  }

  /** For the door to report to. */
  public LoginMeter logins() {
    return logins;
  }

  /** For the door of old clients to report to. */
  public LegacyMeter legacy() {
    return legacy;
  }

  /** For UDP ports to report to. */
  public PortMeter ports() {
    return ports;
  }

  /** For the code that reads the configuration again. */
  public ReloadMetrics reloads() {
    return reloads;
  }

  /** Shows from now on how this one of several gateways gets on with the others. */
  public void watchFacility(Facility facility) {
    FacilityMetrics.register(registry, facility);
  }

  /** Counts the lines of the log that were lost, as this says. */
  public void watchLog(LongSupplier lostLines) {
    log.watch(lostLines);
  }

  /** Shows how many bytes what waits for the lines to clients takes, as this says. */
  public void watchLines(LongSupplier bytes) {
    linesTake = bytes;
  }

  /** Measures from now on how late these loops are, until they are shut down. */
  public void watch(Iterable<EventExecutor> loops) {
    lag.watch(loops);
  }

  /** What all sessions together have carried and dropped so far. */
  public Totals totals() {
    return sessions.totals();
  }

  /** Everything as it is now. Takes some milliseconds for each hundred boards. */
  MetricSnapshots snapshots() {
    sessions.keep(views.boards().get().stream().map(Board::name).toList());
    return registry.scrape();
  }

  /**
   * Everything as it is now, as text.
   *
   * @param accepted the media types that the reader would like, as in HTTP's header Accept
   */
  public Exposition expose(String accepted) {
    List<ExpositionFormatWriter> writers =
        List.of(OpenMetricsTextFormatWriter.create(), PrometheusTextFormatWriter.create());
    ExpositionFormatWriter writer = writers.get(writers.get(0).accepts(accepted) ? 0 : 1);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      writer.write(text, snapshots());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Exposition(writer.getContentType(), text.toString(UTF_8));
  }
}
