package org.spinngate.protocol.pace;

/** Whether the queue on a line gets shorter. */
final class QueueDrain {
  /** By so much, in milliseconds. */
  private static final int DRAINS_MILLIS = 5;

  private static final int SURELY = 2;

  private int lateBefore;
  private int inRow;

  /**
   * @param late by how much all is late now
   */
  QueueDrain(int late) {
    lateBefore = late;
  }

  /** It is full now. */
  void full(int late) {
    inRow = late <= lateBefore - DRAINS_MILLIS ? inRow + 1 : 0;
  }

  /** The lateness of the latest sample, full or not; after {@link #full} if it was. */
  void seen(int late) {
    lateBefore = late;
  }

  boolean drains() {
    return inRow > 0;
  }

  /** Only a queue that is ours gets shorter and shorter when we send less. */
  boolean surelyDrains() {
    return inRow >= SURELY;
  }
}
