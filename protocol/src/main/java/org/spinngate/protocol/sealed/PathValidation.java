package org.spinngate.protocol.sealed;

import java.util.concurrent.TimeUnit;

/**
 * Whether a path can be trusted with datagrams, by the answers that its questions get. An answer
 * proves both directions.
 *
 * <pre>
 *              two answers or more, without a gap, for as long as was asked for
 *   unproven ----------------------------------------------------------------> proven
 *      ^                                                                          |
 *      +----- no answer to what was asked 600 ms and 1.5 round trips ago ---------+
 * </pre>
 *
 * <p>Each failure makes the next proof longer, up to 8 s, so that a path that comes and goes is
 * left alone; a minute without one makes up for all. Confined to the event loop; makes no objects.
 */
final class PathValidation {
  /** So many questions without an answer, and another port may find a way. */
  private static final int TRY_ANOTHER_PORT = 8;

  /** Between questions while an application talks, and while a proof goes on. */
  static final long TALKING_NANOS = TimeUnit.MILLISECONDS.toNanos(150);

  /**
   * Between questions while nobody talks: often enough for the server, which goes back to the
   * stream after five seconds of silence, and for routers that forget after 30.
   */
  static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(4);

  private static final long FIRST_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final long HOPELESS_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final int HASTY = 8;
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(600);
  private static final long SHORTEST_AGAIN = TimeUnit.SECONDS.toNanos(1);
  private static final long LONGEST_PROOF = TimeUnit.SECONDS.toNanos(8);
  private static final long GOOD_AGAIN_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int REMEMBERED = 32;

  private final long[] askedNanos = new long[REMEMBERED];
  private int asked;
  private int answered;
  private int portsTried = 1;
  private boolean proven;
  private int answers;
  private int unanswered;
  private long runBeganAt;
  private long provenAt;
  private long proofNanos;
  private long roundTripNanos = -1;

  /** Whether datagrams may go this way. */
  boolean isProven() {
    return proven;
  }

  /** The latest round trip, or -1 before the first one. */
  long roundTripNanos() {
    return roundTripNanos;
  }

  /** How many questions have been asked since the latest answer. */
  int unanswered() {
    return unanswered;
  }

  /**
   * A question is asked now.
   *
   * @return its number
   */
  int ask(long now) {
    asked++;
    askedNanos[asked & REMEMBERED - 1] = now;
    unanswered++;
    return asked;
  }

  /**
   * An answer has come.
   *
   * @return whether the path is proven by it, which it was not before
   */
  boolean answered(int number, long now) {
    if (!isNew(number)) {
      return false;
    }
    heard(number);
    roundTripNanos = now - askedNanos[number & REMEMBERED - 1];
    runBeganAt = answers == 0 ? now : runBeganAt;
    answers++;
    if (!proven && answers >= 2 && now - runBeganAt >= proofNanos) {
      proven = true;
      provenAt = now;
      return true;
    }
    return false;
  }

  /** An answer has come that proves nothing, since another port is going to be tried. */
  void detoured(int number) {
    if (isNew(number)) {
      heard(number);
    }
  }

  private boolean isNew(int number) {
    return number - answered > 0 && number - asked <= 0 && asked - number < REMEMBERED;
  }

  private void heard(int number) {
    answered = number;
    unanswered = asked - number;
  }

  /**
   * Looks at the time.
   *
   * @return whether the path has failed just now
   */
  boolean fails(long now) {
    if (asked == answered || now - oldestUnanswered() <= patience()) {
      return false;
    }
    answers = 0;
    if (!proven) {
      return false;
    }
    proven = false;
    if (now - provenAt >= GOOD_AGAIN_NANOS) {
      proofNanos = 0;
    }
    proofNanos = Math.min(LONGEST_PROOF, Math.max(SHORTEST_AGAIN, 2 * proofNanos));
    return true;
  }

  private long oldestUnanswered() {
    int oldest = Math.max(answered + 1, asked - REMEMBERED + 1);
    return askedNanos[oldest & REMEMBERED - 1];
  }

  private long patience() {
    return PATIENCE_NANOS + Math.max(0, roundTripNanos) * 3 / 2;
  }

  /**
   * How long to wait for the next question.
   *
   * @param talking whether an application does
   */
  long nanosToQuestion(boolean talking, long now) {
    if (asked == 0) {
      return 0;
    }
    return Math.max(0, interval(talking) - (now - askedNanos[asked & REMEMBERED - 1]));
  }

  private long interval(boolean talking) {
    if (proven) {
      // What nobody answers must be noticed in time also when nobody talks any more.
      return talking || unanswered > 0 ? TALKING_NANOS : IDLE_NANOS;
    }
    if (answers > 0) {
      return TALKING_NANOS;
    }
    return unanswered < HASTY ? FIRST_NANOS : HOPELESS_NANOS;
  }

  /** Whether a port should be tried that the network lets pass, or that no router has forgotten. */
  boolean wantsAnotherPort() {
    boolean wants = unanswered() >= TRY_ANOTHER_PORT * portsTried;
    portsTried = unanswered() == 0 ? 1 : portsTried + (wants ? 1 : 0);
    return wants;
  }
}
