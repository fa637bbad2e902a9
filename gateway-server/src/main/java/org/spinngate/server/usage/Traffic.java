package org.spinngate.server.usage;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.spinngate.protocol.DropCounts;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Unsent;

/**
 * What a session has carried and what it has dropped.
 *
 * <p>Confined to the session's event loop; others read a {@link Snapshot}.
 */
public final class Traffic {

  private long datagramsToBoard;
  private long bytesToBoard;
  private long datagramsToClient;
  private long bytesToClient;
  private long moved;
  private final DropCounts drops = new DropCounts();

  public Traffic() {}

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
    public long moved() {
      return datagramsToBoard + datagramsToClient + dropped();
    }

    /** What has come since an earlier moment; what was taken back comes off what comes later. */
    public Snapshot minus(Snapshot earlier) {
      Map<DropReason, Long> since = new EnumMap<>(DropReason.class);
      drops.forEach(
          (reason, count) -> {
            long more = count - earlier.drops.getOrDefault(reason, 0L);
            if (more > 0) {
              since.put(reason, more);
            }
          });
      return new Snapshot(
          Math.max(0, datagramsToBoard - earlier.datagramsToBoard),
          Math.max(0, bytesToBoard - earlier.bytesToBoard),
          Math.max(0, datagramsToClient - earlier.datagramsToClient),
          Math.max(0, bytesToClient - earlier.bytesToClient),
          since);
    }

    /** Of each number the larger one. */
    public Snapshot atLeast(Snapshot earlier) {
      return new Snapshot(
          Math.max(datagramsToBoard, earlier.datagramsToBoard),
          Math.max(bytesToBoard, earlier.bytesToBoard),
          Math.max(datagramsToClient, earlier.datagramsToClient),
          Math.max(bytesToClient, earlier.bytesToClient),
          drops);
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

  public void toBoard(int bytes) {
    moved++;
    datagramsToBoard++;
    bytesToBoard += bytes;
  }

  public void toClient(int bytes) {
    moved++;
    datagramsToClient++;
    bytesToClient += bytes;
  }

  void dropped(DropReason reason) {
    dropped(reason, 1);
  }

  public void dropped(DropReason reason, int datagrams) {
    drops.add(reason, datagrams);
    moved += datagrams;
  }

  /** What counts as passed to the client did not leave, and is dropped instead. */
  public void unsent(Unsent datagrams) {
    datagramsToClient -= datagrams.datagrams();
    bytesToClient -= datagrams.bytes();
    dropped(datagrams.reason(), datagrams.datagrams());
  }

  /**
   * What counts as passed to the board did not leave, and is dropped instead. Of one that has met
   * an error nobody knows how long it was, and its bytes stay counted.
   */
  public void unsentToBoard(Unsent datagrams) {
    datagramsToBoard = Math.max(0, datagramsToBoard - datagrams.datagrams());
    bytesToBoard = Math.max(0, bytesToBoard - datagrams.bytes());
    dropped(datagrams.reason(), datagrams.datagrams());
  }

  /** A number that grows with every datagram that passed or fell, and with nothing else. */
  public long moved() {
    return moved;
  }

  public Snapshot snapshot() {
    return new Snapshot(
        datagramsToBoard, bytesToBoard, datagramsToClient, bytesToClient, drops.byReason());
  }
}
