package org.spinngate.protocol.sealed;

/**
 * Which datagrams of the peer have not arrived. The sender numbers them from 0 as they leave, and
 * each packet says the number of its first one, so a gap shows as soon as anything comes after it.
 *
 * <pre>
 *   number   0 ......... counted ......... mark ......... end
 *             all are here  | older: some    | recent: some  | not heard of yet
 *             or counted    | are missing    | are missing   |
 * </pre>
 *
 * <p>What is missing may only have been overtaken, so it is given up with the second {@link
 * #giveUp()} that finds it missing, and what comes still later is not a datagram any more. Numbers
 * are modulo 2^32. Confined to the event loop; makes no objects.
 */
final class MissingDatagrams {
  /** No network loses more in the time for which a path is kept; who says so errs. */
  static final int MOST = 1 << 20;

  private int counted;
  private int mark;
  private int end;
  private int older;
  private int recent;
  private int next;

  /**
   * A packet begins, or is announced: so many datagrams had left before it.
   *
   * @return whether some of them have been overtaken by it, or are lost
   */
  boolean before(int number) {
    int gap = number - end;
    if (gap > 0) {
      recent += gap <= MOST ? gap : 0;
      end = number;
    }
    next = number;
    return gap > 0;
  }

  /**
   * The next datagram of that packet is here.
   *
   * @return whether it may be used; if not, it has been given up, and counted as missing, before
   */
  boolean isInTime() {
    int number = next++;
    if (number - end >= 0) {
      end = number + 1;
    } else if (number - counted < 0) {
      return false;
    } else if (number - mark < 0) {
      older--;
    } else {
      recent--;
    }
    return true;
  }

  /** How many are given up: they were missing already at the call before. */
  int giveUp() {
    int lost = Math.max(0, older);
    older = recent;
    recent = 0;
    counted = mark;
    mark = end;
    return lost;
  }
}
