package org.spinngate.server.session;

import org.spinngate.protocol.BootReport;

/**
 * What one session reports to whoever counts. Its counters are the session's own plain ones; once a
 * second, and at the end, what is new in them is handed over.
 *
 * <p>Confined to the session's event loop.
 */
final class Metering {
  private final SessionMeter meter;
  private final String board;
  private final RoundTrips answers = new RoundTrips();

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
    if (now.traffic().moved() != before.traffic().moved()) {
      meter.moved(board, now.path().carrier(), now.traffic().minus(before.traffic()));
    }
    if (!answers.isEmpty()) {
      meter.answered(board, answers);
      answers.clear();
    }
    if (now.roundTripNanos() >= 0 && now.roundTripNanos() != before.roundTripNanos()) {
      meter.tunnelRoundTrip(now.roundTripNanos());
    }
  }
}
