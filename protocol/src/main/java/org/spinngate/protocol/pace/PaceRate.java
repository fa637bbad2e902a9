package org.spinngate.protocol.pace;

/**
 * Decides how fast packets may leave, by what the receiver tells of about every quarter of a
 * second.
 *
 * <pre>
 *                  far less comes than leaves: the line's limit is known
 *             ┌───────────────────────────────────────────────────────────┐
 *             │                                                           ▼
 *   NoLimit ──┴─ all comes late: is it our queue? ──▶ TriedLimit ─ it is ─▶ KnownLimit, up and down with the queue
 *      ▲                                                 │                │
 *      └────── it is not: others fill the line ◀─────────┘                │
 *      └────── far less is sent for 10 s than may be ◀────────────────────┘
 * </pre>
 *
 * <p>What a bad line loses by chance sets no limit: a tenth may be missing, and packets that come
 * are in time. Where a queue is full, packets come late, all of them. If that does not end although
 * less is sent, others fill the line, and it is shared: no less is sent than half of what the line
 * has carried, so that neither starves. Paths that share a line ({@link LineShares}) send half of
 * it together.
 *
 * <p>Confined to the event loop.
 */
final class PaceRate {
  private final LineShare share = new LineShare();
  private PaceState state = new NoLimit(new Exemptions(), new Signs(), share);

  /** From here on others use the same line. */
  void joins(LineShares line) {
    share.joins(line);
  }

  boolean isLimited() {
    return state.bytesPerSecond() > 0;
  }

  /** What may leave in a second; 0 without a limit. */
  long bytesPerSecond() {
    return state.bytesPerSecond();
  }

  /**
   * Takes a measurement of a quarter of a second or more.
   *
   * @param late in milliseconds, of what came least late
   * @param left bytes a second that were sent
   * @param came bytes a second that have come
   */
  void measured(int late, long left, long came, long now) {
    LineSample seen = new LineSample(late, left, came, now);
    state = state.after(share.hasHiddenQueue(seen) ? seen.withQueue() : seen);
    share.use(state.bytesPerSecond(), came, seen.isFull());
  }

  /** Nothing leaves for now; others have its part until it is measured again. */
  void rest() {
    share.rest();
  }

  /** Nothing leaves any more. */
  void end() {
    share.end();
  }
}
