package org.spinngate.protocol.pace;

/** What one path has of a line that others may use, too. Confined to the event loop. */
final class LineShare {
  private LineShares line = new LineShares();
  private long limit;
  private long came;
  private boolean late;
  private boolean knowsEmpty;
  private boolean ended;

  /**
   * From here on the path leads there. If that is by another line, what came before says nothing of
   * it.
   */
  void joins(LineShares next) {
    if (next == line) {
      return;
    }
    long limitHere = limit;
    rest();
    line = next;
    knowsEmpty = false;
    use(limitHere, 0, false);
  }

  /**
   * The path has another limit.
   *
   * @param bytes a second; 0 if there is none
   * @param comes bytes a second
   * @param full whether there is a queue
   */
  void use(long bytes, long comes, boolean full) {
    if (ended) {
      return;
    }
    // Whoever had no limit has sent too much: what came of that would not come for long.
    long counted = Math.min(bytes, comes);
    if (limit == 0 && bytes > 0) {
      line.enter();
    }
    boolean lateNow = bytes > 0 && full && knowsEmpty;
    if (lateNow != late) {
      line.queue(lateNow);
      late = lateNow;
    }
    line.change(bytes - limit, counted - came);
    if (limit > 0 && bytes == 0) {
      line.leave();
    }
    limit = bytes;
    came = counted;
  }

  /** Nothing is sent for now: it counts again when the path is measured next. */
  void rest() {
    use(0, 0, false);
  }

  /** The path has ended, and never counts again. */
  void end() {
    rest();
    ended = true;
  }

  /** Whether others have a limit, so that it is known that there is one. */
  boolean areOthers() {
    return line.paths() > (limit > 0 ? 1 : 0);
  }

  /**
   * Whether there is a queue that this path cannot see, since it has not known the line without: as
   * long as others who have find one. If nothing wavers and all comes, they have it on another
   * line.
   */
  boolean hasHiddenQueue(LineSample seen) {
    knowsEmpty |= line.late() == (late ? 1 : 0);
    return !knowsEmpty && seen.mayHideQueue();
  }

  /** How many have one, this path counted in any case. */
  private int sharers() {
    return Math.max(1, line.paths() + (limit > 0 ? 0 : 1));
  }

  /** What each would have if all had the same, in bytes a second. */
  long equalPart() {
    return line.limits() / sharers();
  }

  /** An equal part of what the line has carried, in bytes a second. */
  long ofCarried() {
    return line.carries() / sharers();
  }
}
