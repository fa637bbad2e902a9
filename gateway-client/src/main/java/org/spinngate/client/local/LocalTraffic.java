package org.spinngate.client.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropCounts;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.net.KernelDrops;

/** Counts what passed and what did not. Confined to the one event loop. */
final class LocalTraffic {

  private final List<KernelDrops> sockets = new ArrayList<>();
  private final DropCounts drops = new DropCounts();
  private long datagramsToBoard;
  private long bytesToBoard;
  private long datagramsFromBoard;
  private long bytesFromBoard;
  private long socketErrors;

  void toBoard(int bytes) {
    datagramsToBoard++;
    bytesToBoard += bytes;
  }

  /** A datagram for the board has passed, unless there is a reason why not. */
  void toBoard(int bytes, @Nullable DropReason refusal) {
    if (refusal == null) {
      toBoard(bytes);
    } else {
      dropped(refusal);
    }
  }

  void fromBoard(int bytes) {
    datagramsFromBoard++;
    bytesFromBoard += bytes;
  }

  void dropped(DropReason reason) {
    dropped(reason, 1);
  }

  void dropped(DropReason reason, int datagrams) {
    drops.add(reason, datagrams);
  }

  /** The system's own drops at a socket are dropped datagrams, as many as there are in the end. */
  void watch(KernelDrops socket) {
    sockets.add(socket);
  }

  /** A socket is closed. */
  void forget(KernelDrops socket) {
    dropped(DropReason.SOCKET_OVERFLOW, socket.fresh());
    sockets.remove(socket);
  }

  /** What counts as passed to the board did not leave, and is dropped instead. */
  void unsent(Unsent datagrams) {
    datagramsToBoard -= datagrams.datagrams();
    bytesToBoard -= datagrams.bytes();
    dropped(datagrams.reason(), datagrams.datagrams());
  }

  /** What counts as handed to an application met an error instead; its bytes stay counted. */
  void socketError() {
    socketErrors++;
    datagramsFromBoard = Math.max(0, datagramsFromBoard - 1);
    dropped(DropReason.SEND_FAILED, 1);
  }

  /**
   * What has passed.
   *
   * @param neverSent datagrams that are kept for a connection and have none
   */
  TrafficSummary summary(int neverSent) {
    sockets.forEach(socket -> dropped(DropReason.SOCKET_OVERFLOW, socket.fresh()));
    Map<DropReason, Long> byReason = drops.byReason();
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
