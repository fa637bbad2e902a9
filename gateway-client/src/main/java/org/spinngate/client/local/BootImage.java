package org.spinngate.client.local;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropReason;

/**
 * One boot on its way, from its start packet to its end: sent as a whole or not at all. What is no
 * part of any boot is an image by itself.
 *
 * <p>Confined to the one event loop.
 */
final class BootImage {
  /** A boot of which nothing more comes for so long is not kept for a new beginning. */
  private static final long GIVEN_UP_NANOS = TimeUnit.SECONDS.toNanos(5);

  /** What an application sent longer ago than this while there was no way, it has given up. */
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final boolean begun;
  private boolean told;
  private boolean closed;
  private boolean sent;
  private boolean incomplete;
  private int untaken;
  private long latestNanos;
  private @Nullable BootDatagram end;
  private @Nullable DropReason lost;

  private BootImage(boolean begun, @Nullable DropReason lost) {
    this.begun = begun;
    this.lost = lost;
  }

  /** Of a start packet. */
  static BootImage begun() {
    return new BootImage(true, null);
  }

  /** Of one datagram that is no part of a boot. */
  static BootImage ofNoBoot() {
    BootImage image = new BootImage(false, null);
    image.told = true;
    return image;
  }

  /** Of what has no start packet before it. */
  static BootImage withoutStart() {
    return new BootImage(false, DropReason.BOOT_WITHOUT_START);
  }

  void add(BootDatagram datagram, boolean last, long nowNanos) {
    untaken++;
    latestNanos = nowNanos;
    if (last) {
      end = datagram;
    }
  }

  void taken(BootDatagram datagram) {
    untaken--;
    closed |= datagram == end;
  }

  /** One that was taken is to be sent again. */
  void untaken() {
    untaken++;
  }

  /** Nothing of it will be needed again, such as when another one begins. */
  void close() {
    closed = true;
  }

  /** Part of it has left for the server. */
  void sent() {
    sent = true;
  }

  /** Nothing of it has left for a server that knows nothing. */
  void beginAgain() {
    sent = false;
  }

  /** One of its datagrams is not kept any more: it cannot be sent as a whole. */
  void notWhole() {
    incomplete = true;
  }

  /** Whether it has a start packet. */
  boolean isBoot() {
    return begun;
  }

  boolean isWhole() {
    return !incomplete;
  }

  /** None of it is sent any more. */
  void lose(DropReason why) {
    lost = why;
  }

  /** Why none of it is sent any more; null if it may be. */
  @Nullable DropReason lost() {
    return lost;
  }

  /** Whether the user is to hear that it is lost: once, and if it is a boot. */
  boolean tell() {
    boolean news = !told;
    told = true;
    return news;
  }

  /** Whether it never left, and nobody waits for it by now. */
  boolean isTooOld(long nowNanos) {
    return !sent && nowNanos - latestNanos >= KEPT_NANOS;
  }

  /** Whether it has begun, and neither ended nor been given up. */
  boolean isUnderWay(long nowNanos) {
    return begun && !closed && lost == null && nowNanos - latestNanos < GIVEN_UP_NANOS;
  }

  /** Whether its datagrams that were taken will be asked for by nobody. */
  boolean isDone(long nowNanos) {
    boolean silent = nowNanos - latestNanos >= GIVEN_UP_NANOS;
    return closed || !begun || (untaken == 0 && silent);
  }
}
