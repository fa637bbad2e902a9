package org.spinngate.protocol.mtu;

/** What is known of the packet size of a path. */
sealed interface SizeState {
  /** Nothing: the path is not in use, or the peer knows no probes. */
  record Unknown() implements SizeState {}

  /**
   * It is being searched.
   *
   * @param low the {@link Rungs rung} that is proved, or taken for granted
   * @param untried whether no probe of this search was answered or given up so far
   * @param high the highest rung that may be right
   */
  record Searching(int low, boolean untried, int high) implements SizeState {

    /** The highest at first, as most networks are Ethernet; then what halves the rest. */
    int tried() {
      return untried ? high : (low + high + 1) / 2;
    }

    Searching proved(int rung) {
      return new Searching(rung, false, high);
    }

    Searching refuted() {
      return new Searching(low, false, tried() - 1);
    }
  }

  /**
   * It was found.
   *
   * @param bytes of a packet
   * @param since when the search ended, in nanoseconds
   */
  record Found(int bytes, long since) implements SizeState {}
}
