package org.spinngate.server.session;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.spinngate.protocol.DropReason;

/**
 * What a session has carried and what it has dropped.
 *
 * <p>Confined to the session's event loop; others read a {@link Snapshot}.
 */
public final class Traffic {
  private static final DropReason[] REASONS = DropReason.values();

  private long datagramsToBoard;
  private long bytesToBoard;
  private long datagramsToClient;
  private long bytesToClient;
  private long dropped;
  private final long[] drops = new long[REASONS.length];

  Traffic() {}

  /**
   * A session's counters at one moment.
   *
   * @param datagramsToBoard handed to the board LAN
   * @param bytesToBoard their bytes
   * @param datagramsToClient handed to the tunnel
   * @param bytesToClient their bytes
   * @param drops how many were dropped, by reason; reasons without drops are absent
   */
  public record Snapshot(
      long datagramsToBoard,
      long bytesToBoard,
      long datagramsToClient,
      long bytesToClient,
      Map<DropReason, Long> drops) {

    /** Grows with every datagram that passed or was dropped. */
    long moved() {
      return datagramsToBoard + datagramsToClient + dropped();
    }

    /** What has come since an earlier moment. */
    Snapshot minus(Snapshot earlier) {
      Map<DropReason, Long> since = new EnumMap<>(DropReason.class);
      drops.forEach(
          (reason, count) -> {
            long more = count - earlier.drops.getOrDefault(reason, 0L);
            if (more > 0) {
              since.put(reason, more);
            }
          });
      return new Snapshot(
          datagramsToBoard - earlier.datagramsToBoard,
          bytesToBoard - earlier.bytesToBoard,
          datagramsToClient - earlier.datagramsToClient,
          bytesToClient - earlier.bytesToClient,
          since);
    }

    /** All drops together. */
    public long dropped() {
      return drops.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The drops in words, such as {@code 3 (2 oversize, 1 empty)}. */
    public String droppedInWords() {
      String reasons =
          drops.entrySet().stream()
              .map(entry -> entry.getValue() + " " + entry.getKey().label())
              .collect(Collectors.joining(", "));
      return reasons.isEmpty() ? "0" : dropped() + " (" + reasons + ")";
    }
  }

  void toBoard(int bytes) {
    datagramsToBoard++;
    bytesToBoard += bytes;
  }

  void toClient(int bytes) {
    datagramsToClient++;
    bytesToClient += bytes;
  }

  void dropped(DropReason reason) {
    dropped++;
    drops[reason.ordinal()]++;
  }

  /** A number that grows with every datagram that passed. */
  long moved() {
    return datagramsToBoard + datagramsToClient + dropped;
  }

  Snapshot snapshot() {
    return new Snapshot(
        datagramsToBoard, bytesToBoard, datagramsToClient, bytesToClient, byReason());
  }

  private Map<DropReason, Long> byReason() {
    Map<DropReason, Long> byReason = new EnumMap<>(DropReason.class);
    for (DropReason reason : REASONS) {
      if (drops[reason.ordinal()] > 0) {
        byReason.put(reason, drops[reason.ordinal()]);
      }
    }
    return byReason;
  }
}
