package org.spinngate.protocol.sealed;

import java.util.Arrays;
import java.util.BitSet;

/** Which numbered datagrams have come to one side, how often and after how many milliseconds. */
final class Delays {
  private final BitSet come = new BitSet();
  private int[] millis = new int[1024];
  private int count;
  private int doubles;

  void came(int number, long after) {
    doubles += come.get(number) ? 1 : 0;
    come.set(number);
    millis = count == millis.length ? Arrays.copyOf(millis, 2 * count) : millis;
    millis[count++] = (int) after;
  }

  /** How many different ones have come. */
  int come() {
    return come.cardinality();
  }

  int doubles() {
    return doubles;
  }

  /** What most took. */
  int median() {
    int[] sorted = Arrays.copyOf(millis, count);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** What most of those took that took longer than that. */
  int medianAbove(int usual) {
    int[] late = Arrays.stream(millis, 0, count).filter(each -> each > usual).sorted().toArray();
    return late[late.length / 2];
  }

  /** What 99 of 100 of the latter half took. */
  int p99() {
    int[] sorted = Arrays.copyOfRange(millis, count / 2, count);
    Arrays.sort(sorted);
    return sorted[sorted.length * 99 / 100];
  }
}
