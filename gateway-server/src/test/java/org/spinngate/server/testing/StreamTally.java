package org.spinngate.server.testing;

import java.util.BitSet;
import java.util.OptionalLong;
import org.spinngate.simulated.NumberedPayload;

/** What arrived of a stream of numbered messages ({@link NumberedPayload}). One thread. */
public final class StreamTally {
  private final BitSet seen = new BitSet();
  private final int offset;
  private long last = -1;
  private long doubled;
  private long disordered;
  private long damaged;

  /** For messages whose payload starts at an offset: 0 if the tag strips, else 10. */
  public StreamTally(int offset) {
    this.offset = offset;
  }

  /** Takes a message. */
  public void received(byte[] datagram) {
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

  /** How many different messages arrived whole. */
  public int arrived() {
    return seen.cardinality();
  }

  /** How many arrived again. */
  public long doubled() {
    return doubled;
  }

  /** How many arrived after a later one. */
  public long disordered() {
    return disordered;
  }

  /** How many had no number. */
  public long damaged() {
    return damaged;
  }
}
