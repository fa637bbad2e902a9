package org.spinngate.simulated;

import java.util.List;
import java.util.Set;

/**
 * What the board's boot port has seen since the board was started, power cycles included.
 *
 * @param datagrams that arrived, dropped ones included
 * @param completed boots: control packets that found every block
 * @param incomplete control packets that did not, and so did nothing
 * @param duplicateBlocks blocks that the ROM had already, whose contents were ignored
 * @param ignoredStarts starts while an image was being received
 * @param ignoredPackets blocks and control packets before any start
 * @param minimumGapNanos the shortest time between two boot packets, as the board's event loop saw
 *     them; {@link Long#MAX_VALUE} before the second. A busy machine may read a packet late, which
 *     makes the next gap look short: senders cannot be judged by this alone.
 * @param gapsNanos all the times between the packets of the last or present boot, oldest first
 * @param sourcePorts UDP ports from which the last or present boot was sent
 * @param blockSourcePorts UDP ports that the blocks of the last completed boot came from; more than
 *     one means that two senders, or two attempts of one, made the image together
 * @param imageDigest SHA-256 in hexadecimal of the last completed image, as {@link
 *     SimulatedBoard#digest} computes it; empty before the first
 */
public record BootCounters(
    long datagrams,
    long completed,
    long incomplete,
    long duplicateBlocks,
    long ignoredStarts,
    long ignoredPackets,
    long minimumGapNanos,
    List<Long> gapsNanos,
    Set<Integer> sourcePorts,
    Set<Integer> blockSourcePorts,
    String imageDigest) {

  /** Makes the collections unchangeable. */
  public BootCounters {
    gapsNanos = List.copyOf(gapsNanos);
    sourcePorts = Set.copyOf(sourcePorts);
    blockSourcePorts = Set.copyOf(blockSourcePorts);
  }
}
