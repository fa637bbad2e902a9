package org.spinngate.server.legacy;

import org.spinngate.protocol.Service;

/**
 * One application of an old client, as far as it can be told apart: a port that datagrams come
 * from, or a connection.
 *
 * <p>Confined to the event loop of its client.
 */
final class LegacyFlow {
  /** So many boot datagrams are under way; then a connection is not read until some have left. */
  private static final int MOST_UNDER_WAY = 24;

  private static final int FEW = MOST_UNDER_WAY / 2;

  private final Service service;
  private final int number;
  private ReplyPath path;
  private int received;
  private int taken;
  private int lastCount;
  private boolean held;
  private boolean left;

  LegacyFlow(Service service, int number, ReplyPath path) {
    this.service = service;
    this.number = number;
    this.path = path;
  }

  Service service() {
    return service;
  }

  int number() {
    return number;
  }

  ReplyPath path() {
    return path;
  }

  /** The client has sent one more datagram, perhaps to another of our ports than before. */
  void heard(ReplyPath by) {
    path = by;
    received++;
    if (service == Service.BOOT && underWay() >= MOST_UNDER_WAY) {
      hold(true);
    }
  }

  /** How many of its boot datagrams wait for the board. */
  int underWay() {
    return service == Service.BOOT ? received - taken : 0;
  }

  /** Its sender is gone; what it has sent as a whole may still leave. */
  void leave() {
    left = true;
  }

  /** Whether nothing more will come or go. */
  boolean isDone() {
    return left && underWay() == 0;
  }

  /**
   * So many of its boot datagrams have left for the board, or were dropped, since the session has
   * opened the flow, which it may have done again.
   */
  void taken(int count) {
    taken += count > lastCount ? count - lastCount : count;
    lastCount = count;
    if (underWay() <= FEW) {
      hold(false);
    }
  }

  /** Nothing waits for the board any more. */
  void release() {
    hold(false);
  }

  private void hold(boolean wanted) {
    if (held != wanted) {
      held = wanted;
      path.read(!wanted);
    }
  }
}
