package org.spinngate.server.http;

/**
 * How many bytes of long answers may be under way to all who asked, since some read slowly and each
 * answer is its own. Short answers are free, so that a health check is answered in any case.
 *
 * <p>Confined to the one event loop that all connections have.
 */
final class AnswerBudget {
  private final long most;
  private final int free;
  private long used;

  /**
   * @param most bytes under way; a single answer may be longer
   * @param free an answer of so many bytes costs nothing
   */
  AnswerBudget(long most, int free) {
    this.most = most;
    this.free = free;
  }

  /** Takes room for an answer, which must be given back once it has left or is given up. */
  boolean take(int bytes) {
    int cost = cost(bytes);
    boolean fits = cost == 0 || used == 0 || used + cost <= most;
    used += fits ? cost : 0;
    return fits;
  }

  /** Gives back what was taken. */
  void giveBack(int bytes) {
    used -= cost(bytes);
  }

  private int cost(int bytes) {
    return bytes <= free ? 0 : bytes;
  }
}
