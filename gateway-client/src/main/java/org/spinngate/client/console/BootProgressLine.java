package org.spinngate.client.console;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.spinngate.protocol.BootReport;

/**
 * Shows how a boot goes, without flooding the screen. Confined to the event loop that the reports
 * come from.
 */
final class BootProgressLine {
  private static final long TERMINAL_NANOS = Duration.ofMillis(100).toNanos();
  private static final long FILE_NANOS = Duration.ofSeconds(1).toNanos();

  private final Console console;
  private final String board;
  private final LongSupplier nanoTime;
  private boolean shown;
  private long shownAt;

  BootProgressLine(Console console, String board, LongSupplier nanoTime) {
    this.console = console;
    this.board = board;
    this.nanoTime = nanoTime;
  }

  void show(BootReport report) {
    if (report.state() == BootReport.State.UNDER_WAY) {
      showUnderWay(report);
    } else {
      shown = false;
      console.say(line(report));
    }
  }

  private void showUnderWay(BootReport report) {
    long now = nanoTime.getAsLong();
    long pause = console.isTerminal() ? TERMINAL_NANOS : FILE_NANOS;
    // The first report of a boot waits its turn too: most boots are over before a second has
    // passed.
    if (!shown) {
      shown = true;
      shownAt = now;
    } else if (now - shownAt >= pause) {
      shownAt = now;
      console.progress(line(report));
    }
  }

  private String line(BootReport report) {
    String packets = report.sent() + "/" + (report.announced() == 0 ? "?" : report.announced());
    String text = Plain.of(report.text());
    String more = text.isEmpty() ? "" : "; " + text;
    String time = AmountWords.seconds(Duration.ofMillis(report.elapsedMillis()));
    return "boot "
        + board
        + ": "
        + switch (report.state()) {
          case WAITING -> "waiting for another boot of the same board" + more;
          case UNDER_WAY -> packets + " packets" + more;
          case COMPLETE -> packets + " packets in " + time + more;
          case INCOMPLETE -> "incomplete, " + packets + " packets in " + time + more;
        };
  }
}
