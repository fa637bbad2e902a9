package org.spinngate.client.local;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.spinngate.protocol.DropReason;

/** Counts what passed and what did not. Confined to the one event loop. */
final class Traffic {
  private final Map<DropReason, LongAdder> drops = new EnumMap<>(DropReason.class);
  private long datagramsToBoard;
  private long bytesToBoard;
  private long datagramsFromBoard;
  private long bytesFromBoard;
  private long socketErrors;

  void toBoard(int bytes) {
    datagramsToBoard++;
    bytesToBoard += bytes;
  }

  void fromBoard(int bytes) {
    datagramsFromBoard++;
    bytesFromBoard += bytes;
  }

  void dropped(DropReason reason) {
    drops.computeIfAbsent(reason, first -> new LongAdder()).increment();
  }

  void socketError() {
    socketErrors++;
  }

  /**
   * What has passed.
   *
   * @param neverSent datagrams that are kept for a connection and have none
   */
  TrafficSummary summary(int neverSent) {
    Map<DropReason, Long> byReason = new EnumMap<>(DropReason.class);
    drops.forEach((reason, count) -> byReason.put(reason, count.sum()));
    if (neverSent > 0) {
      byReason.merge(DropReason.TUNNEL_DOWN, (long) neverSent, Long::sum);
    }
    return new TrafficSummary(
        new TrafficSummary.Count(datagramsToBoard, bytesToBoard),
        new TrafficSummary.Count(datagramsFromBoard, bytesFromBoard),
        byReason,
        socketErrors);
  }
}
