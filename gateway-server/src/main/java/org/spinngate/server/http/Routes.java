package org.spinngate.server.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import java.util.function.Predicate;
import org.spinngate.server.metrics.GatewayMetrics;
import org.spinngate.server.metrics.GatewayMetrics.Exposition;
import org.spinngate.server.report.HealthReport;
import org.spinngate.server.report.HealthText;

/** What there is to ask for. */
final class Routes {
  private static final Route NOTHING =
      Route.usual(
          any ->
              PageAnswer.plain(
                  HttpResponseStatus.NOT_FOUND,
                  "there is nothing here; there is / for people, /metrics, /healthz, /readyz and /api/state"));

  private final Map<String, Route> byPath;

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
            Route.usual(any -> PageAnswer.ok("application/json", state.text())),
            "/metrics",
            Route.usual(headers -> metrics(sources.metrics(), headers)),
            "/healthz",
            new Route(true, any -> health(sources.health().get(), HealthReport::live)),
            "/readyz",
            new Route(true, any -> health(sources.health().get(), HealthReport::ready)));
  }

  private static Route fixed(String resource, String type) {
    PageAnswer answer = PageAnswer.ok(type, Resources.text(resource));
    return Route.usual(any -> answer);
  }

  private static PageAnswer metrics(GatewayMetrics metrics, HttpHeaders headers) {
    Exposition exposition = metrics.expose(headers.get(HttpHeaderNames.ACCEPT, ""));
    return PageAnswer.ok(exposition.type(), exposition.text());
  }

  private static PageAnswer health(HealthReport report, Predicate<HealthReport> verdict) {
    HttpResponseStatus status =
        verdict.test(report) ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE;
    return new PageAnswer(status, PageAnswer.PLAIN, HealthText.format(report));
  }

  /** What this address, of which only the path counts, stands for. */
  Route find(String uri) {
    int query = uri.indexOf('?');
    return byPath.getOrDefault(query < 0 ? uri : uri.substring(0, query), NOTHING);
  }
}
