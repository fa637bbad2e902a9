package org.spinngate.server.boot;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;
import org.spinngate.server.budget.ByteBudget;

/**
 * The room for the boot packets of one session that wait for their turn, in all its flows together:
 * so many packets, and so many bytes as its user has left.
 *
 * <p>Confined to the event loop of its session.
 */
final class BootRoom {
  private final int most;
  private final ByteBudget.Share budget;
  private int waiting;

  /**
   * @param most packets
   * @param budget of the session's user
   */
  BootRoom(int most, ByteBudget.Share budget) {
    this.most = most;
    this.budget = budget;
  }

  /** Takes a place for a packet, and copies it; see {@link ByteBudget.Share#copy}. */
  @Nullable ByteBuf copy(ByteBuf packet) {
    ByteBuf copy = waiting < most ? budget.copy(packet) : null;
    waiting += copy == null ? 0 : 1;
    return copy;
  }

  /** Gives the place of so many bytes back. */
  void giveBack(int bytes) {
    waiting--;
    budget.giveBack(bytes);
  }
}
