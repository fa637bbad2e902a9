package org.spinngate.protocol.loss;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of sent packets all paths of a program may keep together. Thread-safe. */
public final class HeldBytes {
  private final AtomicLong free;

  /**
   * @param most bytes
   */
  public HeldBytes(long most) {
    this.free = new AtomicLong(most);
  }

  /** So many that one path alone may keep as much as a path ever does. */
  public static HeldBytes forOneStream() {
    return new HeldBytes(2L * SentPackets.MOST_BYTES);
  }

  /**
   * Takes some.
   *
   * @return whether there were so many
   */
  boolean take(int bytes) {
    if (free.addAndGet(-bytes) >= 0) {
      return true;
    }
    give(bytes);
    return false;
  }

  /** Gives back what was taken. */
  void give(int bytes) {
    free.addAndGet(bytes);
  }

  /** How many may still be taken. */
  public long free() {
    return free.get();
  }
}
