package org.spinngate.server.http;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.metrics.History;
import org.spinngate.server.report.BoardJson;
import org.spinngate.server.report.HealthReport;
import org.spinngate.server.report.Json;
import org.spinngate.server.report.SessionJson;

/**
 * Everything that the page shows, as JSON: made at most once a second, however many look.
 *
 * <p>Confined to the event loop of the server.
 */
final class StateJson {
  /** More sessions than a person reads; the page says how many there are. */
  static final int MOST_SESSIONS = 2000;

  private static final long FRESH = TimeUnit.SECONDS.toNanos(1);

  private final StatusSources sources;
  private final History history;
  private final LongSupplier nanoTime;
  private String text = "";
  private long madeAt;

  StateJson(StatusSources sources, History history, LongSupplier nanoTime) {
    this.sources = sources;
    this.history = history;
    this.nanoTime = nanoTime;
  }

  String text() {
    long now = nanoTime.getAsLong();
    if (text.isEmpty() || now - madeAt >= FRESH) {
      text = Json.of(state());
      madeAt = now;
    }
    return text;
  }

  private Map<String, @Nullable Object> state() {
    Instant now = sources.clock().instant();
    List<Map<String, @Nullable Object>> sessions =
        SessionJson.objects(sources.sessions().get(), now, sources.facility());
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("version", sources.version());
    state.put("now", now.toString());
    state.put("health", health(sources.health().get()));
    sources.facility().ifPresent(several -> state.put("gateway", several.name()));
    state.put("boards", BoardJson.objects(sources.boards().get(), sources.facility()));
    state.put("sessionCount", sessions.size());
    state.put("sessions", sessions.stream().limit(MOST_SESSIONS).toList());
    state.put("history", history());
    return state;
  }

  private static Map<String, @Nullable Object> health(HealthReport report) {
    Map<String, @Nullable Object> health = new LinkedHashMap<>();
    health.put("live", report.live());
    health.put("ready", report.ready());
    health.put(
        "checks",
        report.checks().stream()
            .map(check -> Map.of("name", check.name(), "ok", check.ok(), "detail", check.detail()))
            .toList());
    return health;
  }

  private Map<String, Object> history() {
    List<History.Point> points = history.points();
    Map<String, Object> series = new LinkedHashMap<>();
    series.put("stepSeconds", History.STEP_SECONDS);
    series.put("points", History.MOST_POINTS);
    series.put("toBoard", numbers(points, History.Point::toBoard));
    series.put("toClient", numbers(points, History.Point::toClient));
    series.put("dropped", numbers(points, History.Point::dropped));
    series.put("sessions", numbers(points, History.Point::sessions));
    return series;
  }

  private static List<Long> numbers(
      List<History.Point> points, ToLongFunction<History.Point> number) {
    return points.stream().map(number::applyAsLong).toList();
  }
}
