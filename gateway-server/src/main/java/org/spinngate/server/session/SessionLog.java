package org.spinngate.server.session;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.repeat.Faults;
import org.spinngate.protocol.repeat.Repeats;

/**
 * What the log says of one session: a line when it opens, one when it ends, one for each boot, and
 * one when its board cannot be reached, with repeats held back and counted.
 *
 * <p>Confined to the session's event loop.
 */
final class SessionLog {
  private static final Logger LOG = LoggerFactory.getLogger(Session.class);
  private static final Duration BETWEEN_REPEATS = Duration.ofMinutes(1);

  /** A line that comes and goes is told so often in ten minutes, each way. */
  private static final int FLAPS = 2;

  private static final Duration FLAPPING = Duration.ofMinutes(10);

  private final SessionId id;
  private final Claim claim;
  private final Repeats unreachable;
  private final Repeats losses;
  private final Repeats returns;
  private final Faults faults;

  SessionLog(SessionId id, Claim claim, LongSupplier nanoTime) {
    this.id = id;
    this.claim = claim;
    this.unreachable = new Repeats(1, BETWEEN_REPEATS, nanoTime);
    this.losses = new Repeats(FLAPS, FLAPPING, nanoTime);
    this.returns = new Repeats(FLAPS, FLAPPING, nanoTime);
    this.faults =
        new Faults(
            nanoTime,
            (fault, more) ->
                facts(LOG.atError()).setCause(fault).log("fault in a session's clock{}", more));
  }

  /** Takes what goes wrong in the session's regular work, from its event loop. */
  Consumer<Throwable> faults() {
    return faults;
  }

  void opened() {
    facts(LOG.atInfo()).addKeyValue("peer", claim.client().peer()).log("session opened");
  }

  void detached(String peer, Duration grace) {
    losses
        .next()
        .ifPresent(
            more ->
                facts(LOG.atInfo())
                    .addKeyValue("peer", peer)
                    .log(
                        "session detached: connection lost, kept for {} s{}",
                        grace.toSeconds(),
                        Repeats.words(more)));
  }

  /** The client is back, or has changed to another connection without having been missed. */
  void resumed(String peer, long awayNanos) {
    String away =
        String.format(Locale.ROOT, "%.1f", awayNanos / (double) TimeUnit.SECONDS.toNanos(1));
    returns
        .next()
        .ifPresent(
            more ->
                facts(LOG.atInfo())
                    .addKeyValue("peer", peer)
                    .log("session resumed after {} s{}", away, Repeats.words(more)));
  }

  void ended(CloseCause cause, SessionRow row) {
    Traffic.Snapshot traffic = row.traffic();
    facts(LOG.atInfo())
        .addKeyValue("peer", row.peer())
        .addKeyValue("cause", cause.label())
        .log(
            "session ended: to board {}, to client {}, dropped {}",
            Amounts.exactly(traffic.datagramsToBoard(), traffic.bytesToBoard()),
            Amounts.exactly(traffic.datagramsToClient(), traffic.bytesToClient()),
            traffic.droppedInWords());
  }

  /** The last line is written; what has fallen since must not disappear. */
  void droppedBehindTheEnd(Traffic.Snapshot since) {
    facts(LOG.atInfo()).log("session ended before: dropped {} more", since.droppedInWords());
  }

  void boot(BootReport report) {
    boolean complete = report.state() == BootReport.State.COMPLETE;
    if (complete || report.state() == BootReport.State.INCOMPLETE) {
      facts(complete ? LOG.atInfo() : LOG.atWarn())
          .log(
              "boot {}: {}/{} packets in {} s by {}{}",
              claim.board().name(),
              report.sent(),
              report.announced(),
              String.format(Locale.ROOT, "%.2f", report.elapsedMillis() / 1000.0),
              claim.client().account(),
              complete ? "" : ", incomplete: " + report.text());
    }
  }

  void dropped(DropReason reason) {
    if (reason != DropReason.BOARD_UNREACHABLE) {
      return;
    }
    unreachable
        .next()
        .ifPresent(
            more ->
                facts(LOG.atWarn())
                    .log(
                        "board {} cannot be reached at {}: is it powered and cabled?{}",
                        claim.board().name(),
                        claim.board().addresses().scp(),
                        Repeats.words(more)));
  }

  private LoggingEventBuilder facts(LoggingEventBuilder event) {
    return event
        .addKeyValue("session", id)
        .addKeyValue("user", claim.client().user().name())
        .addKeyValue("board", claim.board().name());
  }
}
