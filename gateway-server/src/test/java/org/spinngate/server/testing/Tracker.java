package org.spinngate.server.testing;

import java.util.BitSet;

/** An application's sequence numbers, and what became of them. */
final class Tracker {
  private static final int SEQUENCES = 1 << 16;

  private final BitSet asked = new BitSet(SEQUENCES);
  private int lastSequence;
  private long sent;
  private long received;
  private long retries;
  private long duplicates;
  private long strays;

  int nextSequence() {
    lastSequence = (lastSequence + 1) % SEQUENCES;
    return lastSequence;
  }

  void asked(int sequence) {
    asked.set(sequence);
  }

  void sent() {
    sent++;
  }

  void received() {
    received++;
  }

  void retried() {
    retries++;
  }

  /** A reply that nobody waits for. */
  void unwanted(byte[] reply) {
    if (reply.length >= ScpMessage.BODY && asked.get(ScpMessage.sequence(reply))) {
      duplicates++;
    } else {
      strays++;
    }
  }

  ScpStatistics statistics() {
    return new ScpStatistics(sent, received, retries, duplicates, strays);
  }
}
