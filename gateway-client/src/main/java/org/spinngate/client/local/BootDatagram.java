package org.spinngate.client.local;

import java.util.concurrent.TimeUnit;

/** One boot datagram of an application, kept until the server is done with it. */
final class BootDatagram {
  /** A boot of which nothing more comes for so long is not kept for a new beginning. */
  static final long GIVEN_UP_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final int flow;
  private final byte[] bytes;
  private final long arrivedNanos;
  private final BootCourse.Image image;
  private int gapMillis;
  private boolean taken;

  /**
   * @param bytes belong to it from here on
   */
  BootDatagram(int flow, int gapMillis, byte[] bytes, long arrivedNanos, BootCourse.Image image) {
    this.flow = flow;
    this.gapMillis = gapMillis;
    this.bytes = bytes;
    this.arrivedNanos = arrivedNanos;
    this.image = image;
  }

  int flow() {
    return flow;
  }

  byte[] bytes() {
    return bytes;
  }

  int gapMillis() {
    return gapMillis;
  }

  long arrivedNanos() {
    return arrivedNanos;
  }

  boolean isTaken() {
    return taken;
  }

  /** The server is done with it. */
  void take() {
    taken = true;
    image.taken(this);
  }

  /** Its application is gone. */
  void giveUp() {
    taken = true;
    image.close();
  }

  /** It is to be sent as if it never had been, without the sender's rhythm. */
  void beginAgain() {
    taken = false;
    gapMillis = 0;
  }

  /** Whether nobody will ever ask for it again. */
  boolean isDone(long nowNanos) {
    return taken && (image.isClosed() || nowNanos - image.latestNanos() >= GIVEN_UP_NANOS);
  }
}
