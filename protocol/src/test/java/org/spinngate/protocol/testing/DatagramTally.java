package org.spinngate.protocol.testing;

import java.util.concurrent.atomic.AtomicLong;

/** Counts on the relay's event loop what any thread may read. */
final class DatagramTally {
  final AtomicLong arrived = new AtomicLong();
  final AtomicLong lost = new AtomicLong();
  final AtomicLong duplicated = new AtomicLong();
  final AtomicLong reordered = new AtomicLong();
  final AtomicLong departed = new AtomicLong();

  DatagramCounts counts() {
    return new DatagramCounts(
        arrived.get(), lost.get(), duplicated.get(), reordered.get(), departed.get());
  }
}
