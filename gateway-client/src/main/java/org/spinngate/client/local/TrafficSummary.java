package org.spinngate.client.local;

import java.util.Map;
import org.spinngate.protocol.DropReason;

/**
 * What has passed through the local ports since they were bound.
 *
 * @param toBoard taken by the tunnel
 * @param fromBoard handed to applications
 * @param drops datagrams that were not delivered; only reasons that occurred
 * @param socketErrors errors that the operating system reported on the local sockets
 */
public record TrafficSummary(
    Count toBoard, Count fromBoard, Map<DropReason, Long> drops, long socketErrors) {

  /** Copies the map. */
  public TrafficSummary {
    drops = Map.copyOf(drops);
  }

  /**
   * One direction.
   *
   * @param datagrams how many
   * @param bytes their payloads together
   */
  public record Count(long datagrams, long bytes) {}

  /** How many were dropped for this reason. */
  public long dropped(DropReason reason) {
    return drops.getOrDefault(reason, 0L);
  }
}
