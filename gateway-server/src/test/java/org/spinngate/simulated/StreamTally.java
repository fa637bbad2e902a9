package org.spinngate.simulated;

import java.util.BitSet;
import java.util.OptionalLong;

/** What arrived of a stream of numbered messages. */
final class StreamTally {
  private final BitSet seen = new BitSet();
  private final int offset;
  private long last = -1;
  private long doubled;
  private long disordered;
  private long damaged;

  /** For messages whose payload starts at an offset: 0 if the tag strips, else 10. */
  StreamTally(int offset) {
    this.offset = offset;
  }

  void received(byte[] datagram) {
    OptionalLong number = NumberedPayload.number(datagram, offset);
    number.ifPresentOrElse(this::received, () -> damaged++);
  }

  private void received(long number) {
    if (seen.get((int) number)) {
      doubled++;
    } else if (number < last) {
      disordered++;
    }
    seen.set((int) number);
    last = Math.max(last, number);
  }

  int arrived() {
    return seen.cardinality();
  }

  long doubled() {
    return doubled;
  }

  long disordered() {
    return disordered;
  }

  long damaged() {
    return damaged;
  }
}
