package org.spinngate.client.local;

import java.util.concurrent.TimeUnit;

/** One boot datagram of an application, kept until the server is done with it. */
final class BootDatagram {
  /**
   * How long the server's word is waited for. Servers of the first version do not give it for each
   * one; and of a boot that waits for longer its tool expects nothing any more.
   */
  static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final int flow;
  private final byte[] bytes;
  private final BootImage image;
  private int gapMillis;
  private boolean taken;
  private boolean everSent;
  private boolean givenUp;
  private long sentNanos;

  /**
   * @param bytes belong to it from here on
   */
  BootDatagram(int flow, int gapMillis, byte[] bytes, BootImage image) {
    this.flow = flow;
    this.gapMillis = gapMillis;
    this.bytes = bytes;
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

  BootImage image() {
    return image;
  }

  boolean isTaken() {
    return taken;
  }

  boolean wasEverSent() {
    return everSent;
  }

  boolean isGivenUp() {
    return givenUp;
  }

  /** It leaves for the server. */
  void sent(long nowNanos) {
    everSent = true;
    sentNanos = nowNanos;
    image.sent();
  }

  /** When the server's word has been waited for for long enough. */
  long patientUntil() {
    return sentNanos + PATIENCE_NANOS;
  }

  /** The server is done with it. */
  void take() {
    if (!taken) {
      taken = true;
      image.taken(this);
    }
  }

  /** Its application is gone. */
  void giveUp() {
    givenUp = true;
    image.close();
    take();
  }

  /** It is to be sent as if it never had been, without the sender's rhythm. */
  void beginAgain() {
    if (taken) {
      taken = false;
      image.untaken();
    }
    gapMillis = 0;
    image.beginAgain();
  }

  /** Whether nobody will ever ask for it again. */
  boolean isDone(long nowNanos) {
    return taken && image.isDone(nowNanos);
  }
}
