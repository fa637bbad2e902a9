package org.spinngate.server.boot;

import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.BootReport.State;

/**
 * Puts the course of one flow's boots into {@link BootReport}s: a few a second while packets leave,
 * and one at the end.
 *
 * <p>Confined to the event loop of its session.
 */
final class BootProgress {
  private static final long BETWEEN_REPORTS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm 'UTC'");

  private final String user;
  private final BootListener listener;
  private final LongSupplier nanoTime;
  private final Clock clock;
  private boolean toldOfRest;
  private long began;
  private long reported;

  /**
   * @param user who boots, for the one who boots next
   * @param clock tells the time of day of a boot that was broken off
   */
  BootProgress(String user, BootListener listener, LongSupplier nanoTime, Clock clock) {
    this.user = user;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.clock = clock;
  }

  /** The first packet of a boot is about to leave. */
  void begins() {
    began = nanoTime.getAsLong();
    reported = began;
    toldOfRest = false;
  }

  /** The turn has been asked for, or has come. */
  void turn(boolean ours, Optional<String> lastBrokenOff) {
    if (!ours) {
      begins();
      report(State.WAITING, new BootAttempt(), "");
    } else {
      lastBrokenOff.ifPresent(listener::notice);
    }
  }

  /** What has come cannot be sent, as the start of its boot has not; told once until one has. */
  void withoutStart() {
    if (!toldOfRest) {
      toldOfRest = true;
      listener.notice(
          "boot packets were dropped, since the start of their boot did not come before them; "
              + "boot again with the same tool");
    }
  }

  /** Whether the rest of a boot that has come to a halt may still come. */
  boolean mayGoOn() {
    return listener.senderMayComeBack();
  }

  /** A packet has left for the board. */
  void sent(BootAttempt attempt) {
    if (nanoTime.getAsLong() - reported >= BETWEEN_REPORTS) {
      report(State.UNDER_WAY, attempt, "");
    }
  }

  /** The boot is over, one way or the other. */
  void finished(BootAttempt attempt) {
    State state = attempt.complete() ? State.COMPLETE : State.INCOMPLETE;
    report(state, attempt, attempt.missing());
  }

  /** What to tell the next user of a board that may hold part of an image. */
  String brokenOff(BootAttempt attempt) {
    ZonedDateTime now = ZonedDateTime.now(clock.withZone(ZoneOffset.UTC));
    return "the last boot of this board, by %s at %s, was broken off after %d of %d packets"
        .formatted(user, TIME.format(now), attempt.sent(), attempt.announced());
  }

  private void report(State state, BootAttempt attempt, String text) {
    reported = nanoTime.getAsLong();
    int elapsed = (int) TimeUnit.NANOSECONDS.toMillis(reported - began);
    listener.bootReport(new BootReport(state, attempt.sent(), attempt.announced(), elapsed, text));
  }
}
