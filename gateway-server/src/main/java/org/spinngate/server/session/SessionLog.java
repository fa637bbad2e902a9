package org.spinngate.server.session;

import io.netty.util.NetUtil;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.repeat.Breakdown;
import org.spinngate.protocol.repeat.Repeats;
import org.spinngate.server.session.SessionLines.Kind;
import org.spinngate.server.usage.Amounts;
import org.spinngate.server.usage.Traffic;

/**
 * What the log says of one session: a line when it opens, one when it ends, one for each boot, and
 * one when its board cannot be reached. What repeats is held back and counted, for all sessions of
 * a user ({@link SessionLines}).
 *
 * <p>Confined to the session's event loop.
 */
final class SessionLog {
  private static final Logger LOG = LoggerFactory.getLogger(SessionLines.LOGGER);

  private final SessionLabel label;
  private final SessionLines lines;

  SessionLog(SessionLabel label, SessionLines lines) {
    this.label = label;
    this.lines = lines;
  }

  /** Takes what goes wrong in the session's regular work, from its event loop. */
  Consumer<Throwable> faults() {
    return this::fault;
  }

  private void fault(Throwable fault) {
    Breakdown.endProcessIf(fault);
    lines
        .nextFault()
        .ifPresent(
            more ->
                facts(LOG.atError())
                    .setCause(fault)
                    .log("fault in a session's clock{}", Repeats.words(more)));
  }

  void opened() {
    ifDue(
        Kind.OPENED,
        more ->
            facts(LOG.atInfo())
                .addKeyValue("peer", label.client().peer())
                .log("session opened{}", more));
  }

  void detached(String peer, Duration grace) {
    ifDue(
        Kind.DETACHED,
        more ->
            facts(LOG.atInfo())
                .addKeyValue("peer", peer)
                .log(
                    "session detached: connection lost, kept for {} s{}", grace.toSeconds(), more));
  }

  /** The client is back, or has changed to another connection without having been missed. */
  void resumed(String peer, long awayNanos) {
    String away =
        String.format(Locale.ROOT, "%.1f", awayNanos / (double) TimeUnit.SECONDS.toNanos(1));
    ifDue(
        Kind.RESUMED,
        more ->
            facts(LOG.atInfo())
                .addKeyValue("peer", peer)
                .log("session resumed after {} s{}", away, more));
  }

  private void ifDue(Kind kind, Consumer<String> line) {
    lines.next(kind, label).ifPresent(more -> line.accept(Repeats.words(more)));
  }

  void ended(CloseCause cause, SessionRow row) {
    Traffic.Snapshot traffic = row.traffic();
    ifDue(
        Kind.ENDED,
        more ->
            facts(LOG.atInfo())
                .addKeyValue("peer", row.client().peer())
                .addKeyValue("cause", cause.label())
                .log(
                    "session ended: to board {}, to client {}, dropped {}{}",
                    Amounts.exactly(traffic.datagramsToBoard(), traffic.bytesToBoard()),
                    Amounts.exactly(traffic.datagramsToClient(), traffic.bytesToClient()),
                    traffic.droppedInWords(),
                    more));
  }

  /** The last line is written; what has fallen since must not disappear. */
  void droppedAfterTheEnd(Traffic.Snapshot since) {
    ifDue(
        Kind.AFTER_THE_END,
        more ->
            facts(LOG.atInfo())
                .log("session ended before: dropped {} more{}", since.droppedInWords(), more));
  }

  void boot(BootReport report) {
    boolean complete = report.state() == BootReport.State.COMPLETE;
    if (complete || report.state() == BootReport.State.INCOMPLETE) {
      ifDue(Kind.BOOT, more -> booted(report, complete, more));
    }
  }

  private void booted(BootReport report, boolean complete, String more) {
    facts(complete ? LOG.atInfo() : LOG.atWarn())
        .log(
            "boot {}: {}/{} packets in {} s by {}{}{}",
            label.board().name(),
            report.sent(),
            report.announced(),
            String.format(Locale.ROOT, "%.2f", report.elapsedMillis() / 1000.0),
            label.account(),
            complete ? "" : ", incomplete: " + report.text(),
            more);
  }

  void dropped(DropReason reason) {
    if (reason != DropReason.BOARD_UNREACHABLE) {
      return;
    }
    ifDue(
        Kind.UNREACHABLE,
        more ->
            facts(LOG.atWarn())
                .log(
                    "board {} cannot be reached at {}: is it powered and cabled?{}",
                    label.board().name(),
                    NetUtil.toSocketAddressString(label.board().addresses().scp()),
                    more));
  }

  /**
   * A tag aims where nobody delivers for the client; the words say which, and what becomes of it.
   */
  void tagElsewhere(String words) {
    ifDue(
        Kind.TAG_ELSEWHERE,
        more -> facts(LOG.atInfo()).log("{}: {}{}", DropReason.TAG_ELSEWHERE.label(), words, more));
  }

  /** Another user of the board has taken a tag away; the words say which, and who. */
  void tagLost(String words) {
    ifDue(Kind.TAG_LOST, more -> facts(LOG.atInfo()).log("{}{}", words, more));
  }

  private LoggingEventBuilder facts(LoggingEventBuilder event) {
    return event
        .addKeyValue("session", label.id())
        .addKeyValue("user", label.user())
        .addKeyValue("board", label.board().name());
  }
}
