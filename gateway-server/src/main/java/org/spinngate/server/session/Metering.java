package org.spinngate.server.session;

import java.util.Map;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.ResendCounts;
import org.spinngate.server.usage.RoundTrips;
import org.spinngate.server.usage.SessionMeter;
import org.spinngate.server.usage.Traffic;

/**
 * What one session reports to the metrics. Its counters are the session's own plain ones; once a
 * second, and at the end, what is new in them is handed over.
 *
 * <p>Confined to the session's event loop.
 */
final class Metering {
  private final SessionMeter meter;
  private final String board;
  private final RoundTrips answers = new RoundTrips();

  /** What was handed over, of which nothing can be taken back. */
  private Traffic.Snapshot told = new Traffic.Snapshot(0, 0, 0, 0, Map.of());

  Metering(SessionMeter meter, String board) {
    this.meter = meter;
    this.board = board;
  }

  /** The board has answered a request after so many nanoseconds. */
  void answered(long nanos) {
    answers.add(nanos);
  }

  /** How a boot goes. */
  void boot(BootReport report) {
    boolean complete = report.state() == BootReport.State.COMPLETE;
    if (complete || report.state() == BootReport.State.INCOMPLETE) {
      meter.booted(board, complete);
    }
  }

  /** The client is back. */
  void resumed() {
    meter.resumed(board);
  }

  /** Hands over what is new from one row of the session to the next. */
  void passed(SessionRow before, SessionRow now) {
    Traffic.Snapshot since = now.traffic().minus(told);
    if (since.moved() > 0) {
      meter.moved(board, now.client().path().carrier(), since);
      told = now.traffic().atLeast(told);
    }
    ResendCounts resends = now.client().path().resends().since(before.client().path().resends());
    if (!resends.equals(ResendCounts.NONE)) {
      meter.resent(resends);
    }
    if (!answers.isEmpty()) {
      meter.answered(board, answers);
      answers.clear();
    }
    if (now.client().roundTripNanos() >= 0
        && now.client().roundTripNanos() != before.client().roundTripNanos()) {
      meter.tunnelRoundTrip(now.client().roundTripNanos());
    }
  }
}
