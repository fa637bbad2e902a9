package org.spinngate.simulated;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Counts what happens on the boot port. Event loop only. */
final class BootTally {
  /** A boot is at most 258 packets; a sender that goes on and on is not remembered for ever. */
  private static final int MAX_GAPS = 1024;

  private final List<Gap> gaps = new ArrayList<>();
  private final Set<Integer> sourcePorts = new HashSet<>();
  private Set<Integer> blockSourcePorts = Set.of();
  private String digest = "";
  private long datagrams;
  private long completed;
  private long incomplete;
  private long duplicateBlocks;
  private long ignoredStarts;
  private long ignoredPackets;
  private long minimumGap = Long.MAX_VALUE;
  private long lastArrival;

  /** Between two arrivals, of which the second was then. */
  private record Gap(long nanos, long until) {}

  void datagram(int sourcePort, long now) {
    if (datagrams > 0) {
      long gap = now - lastArrival;
      minimumGap = Math.min(minimumGap, gap);
      if (gaps.size() < MAX_GAPS) {
        gaps.add(new Gap(gap, now));
      }
    }
    datagrams++;
    lastArrival = now;
    sourcePorts.add(sourcePort);
  }

  /**
   * A start that the ROM accepted: what was counted of the last boot is forgotten. What came after
   * the start may have arrived already.
   */
  void started(Arrival start) {
    gaps.removeIf(gap -> gap.until - start.nanos() <= 0);
    sourcePorts.clear();
    sourcePorts.add(start.sender().getPort());
  }

  void completed(BootImage image) {
    completed++;
    digest = image.digest();
    blockSourcePorts = image.blockSourcePorts();
  }

  void incomplete() {
    incomplete++;
  }

  void duplicateBlock() {
    duplicateBlocks++;
  }

  void ignoredStart() {
    ignoredStarts++;
  }

  void ignoredPacket() {
    ignoredPackets++;
  }

  BootCounters snapshot() {
    return new BootCounters(
        datagrams,
        completed,
        incomplete,
        duplicateBlocks,
        ignoredStarts,
        ignoredPackets,
        minimumGap,
        gaps.stream().map(Gap::nanos).toList(),
        sourcePorts,
        blockSourcePorts,
        digest);
  }
}
