package org.spinngate.endtoend.cluster;

/** What came to one port of a board; all of them stand in the order in which they came. */
sealed interface BoardSight {
  /**
   * A datagram.
   *
   * @param gateway whose address it came from; what it came from if it is no gateway's
   * @param port that it came from
   * @param millis the time of day when the board had it
   */
  record Datagram(String gateway, int port, long millis) implements BoardSight {}

  /**
   * A mark of the test's own, which was sent after the ledger said that a term was over: all that
   * came after it was sent after that.
   */
  record TermOver(long number) implements BoardSight {}
}
