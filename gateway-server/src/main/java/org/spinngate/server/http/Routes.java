package org.spinngate.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.spinngate.server.metrics.GatewayMetrics;
import org.spinngate.server.metrics.GatewayMetrics.Exposition;
import org.spinngate.server.report.HealthReport;
import org.spinngate.server.report.HealthText;

/** What there is to ask for. */
final class Routes {
  private final Map<String, Function<HttpHeaders, Answer>> byPath;

  Routes(StatusSources sources, StateJson state) {
    this.byPath =
        Map.of(
            "/",
            fixed("page.html", "text/html; charset=utf-8"),
            "/page.css",
            fixed("page.css", "text/css; charset=utf-8"),
            "/icon.svg",
            fixed("icon.svg", "image/svg+xml"),
            "/page.js",
            fixed("page.js", "text/javascript; charset=utf-8"),
            "/api/state",
            any -> Answer.ok("application/json", state.text()),
            "/metrics",
            headers -> metrics(sources.metrics(), headers),
            "/healthz",
            any -> health(sources.health().get(), HealthReport::live),
            "/readyz",
            any -> health(sources.health().get(), HealthReport::ready));
  }

  private static Function<HttpHeaders, Answer> fixed(String resource, String type) {
    Answer answer = Answer.ok(type, Resources.text(resource));
    return any -> answer;
  }

  private static Answer metrics(GatewayMetrics metrics, HttpHeaders headers) {
    Exposition exposition = metrics.expose(headers.get(HttpHeaderNames.ACCEPT, ""));
    return Answer.ok(exposition.type(), exposition.text());
  }

  private static Answer health(HealthReport report, Predicate<HealthReport> verdict) {
    HttpResponseStatus status =
        verdict.test(report) ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE;
    return new Answer(status, Answer.PLAIN, HealthText.format(report));
  }

  /** The answer to a request for this address, of which only the path counts. */
  Answer answer(String uri, HttpHeaders headers) {
    int query = uri.indexOf('?');
    Function<HttpHeaders, Answer> found = byPath.get(query < 0 ? uri : uri.substring(0, query));
    return found == null
        ? Answer.plain(HttpResponseStatus.NOT_FOUND, "there is nothing here")
        : found.apply(headers);
  }
}
