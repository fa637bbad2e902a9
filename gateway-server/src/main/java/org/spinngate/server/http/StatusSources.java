package org.spinngate.server.http;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.metrics.GatewayMetrics;
import org.spinngate.server.report.BoardRow;
import org.spinngate.server.report.HealthReport;
import org.spinngate.server.session.SessionRow;

/**
 * Where the page has its news from. All are asked on the server's own event loop.
 *
 * @param boards those that there are now
 * @param sessions those that are open now, the oldest first
 * @param facility all gateways, if there are several
 * @param health whether the gateway can do its work
 * @param metrics the counters
 * @param version of the server
 * @param clock the time of day
 */
public record StatusSources(
    Supplier<List<BoardRow>> boards,
    Supplier<List<SessionRow>> sessions,
    Optional<Facility> facility,
    Supplier<HealthReport> health,
    GatewayMetrics metrics,
    String version,
    Clock clock) {}
