package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Tunnel;

/**
 * The boot datagrams that the server is not done with, in order, so that none is lost with a
 * connection. Within a session each is sent once more exactly if it did not arrive. To a server
 * that knows nothing of the session (it was restarted) an unfinished boot is sent again from its
 * start, which is harmless: the boot ROM takes the first copy of each block (domain: boot ROM state
 * machine).
 *
 * <p>Confined to the one event loop.
 */
final class BootOutbox {
  /** How many may be on their way; the server keeps at least so many waiting. */
  static final int MOST_UNDER_WAY = 64;

  private static final int MOST_KEPT = 512;

  /** With so many unsent ones it is better not to read more from the applications. */
  private static final int ENOUGH_UNSENT = 128;

  /** What an application sent longer ago than this while there was no way, it has given up. */
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final LongSupplier nanoTime;
  private final List<BootDatagram> kept = new ArrayList<>();
  private final IntObjectMap<BootCourse> courses = new IntObjectHashMap<>();
  private @Nullable Tunnel tunnel;
  private int gone;
  private int sent;

  BootOutbox(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Takes a datagram of an application and sends it as soon as may be; the buffer stays the
   * caller's.
   *
   * @return whether there was room for it
   */
  boolean offer(int flow, int gapMillis, ByteBuf bytes) {
    if (tunnel == null) {
      forgetOld();
    }
    if (kept.size() >= MOST_KEPT) {
      return false;
    }
    BootCourse course = courses.get(flow);
    if (course == null) {
      course = new BootCourse();
      courses.put(flow, course);
    }
    kept.add(course.next(flow, gapMillis, bytes, nanoTime.getAsLong()));
    send();
    return true;
  }

  /** Whether it can use more from the applications; if not, they may as well wait. */
  boolean hasRoom() {
    return tunnel == null || kept.size() - sent < ENOUGH_UNSENT;
  }

  /** There is a way to the server. */
  void attach(Tunnel next, Opened.Resumption resumption) {
    tunnel = next;
    if (resumption.resumed()) {
      sent = Math.max(0, Math.min(kept.size(), resumption.bootReceived() - gone));
    } else {
      gone = 0;
      sent = 0;
      long now = nanoTime.getAsLong();
      kept.removeIf(datagram -> datagram.isDone(now));
      kept.forEach(BootDatagram::beginAgain);
      courses.values().forEach(BootCourse::beginAgain);
      forgetOld();
    }
    send();
  }

  /** There is no way to the server. */
  void detach() {
    tunnel = null;
  }

  /** The server is done with so many datagrams of a flow. */
  void taken(int flow, int count) {
    BootCourse course = courses.get(flow);
    if (course == null) {
      return;
    }
    int fresh = course.taken(count);
    for (int i = 0; i < sent && fresh > 0; i++) {
      BootDatagram datagram = kept.get(i);
      if (datagram.flow() == flow && !datagram.isTaken()) {
        datagram.take();
        fresh--;
      }
    }
    dropFirst();
    send();
  }

  /** Whether a boot of this application is under way, which its flow must not be taken from. */
  boolean isUnderWay(int flow) {
    BootCourse course = courses.get(flow);
    boolean waits = kept.stream().anyMatch(one -> one.flow() == flow && !one.isTaken());
    return waits
        || (course != null && course.isUnderWay(nanoTime.getAsLong(), BootDatagram.GIVEN_UP_NANOS));
  }

  /** An application is no longer known, and nobody asks for the rest of its boot. */
  void forget(int flow) {
    kept.stream().filter(datagram -> datagram.flow() == flow).forEach(BootDatagram::giveUp);
    courses.remove(flow);
    dropFirst();
  }

  private void send() {
    Tunnel way = tunnel;
    while (way != null && sent < kept.size() && underWay() < MOST_UNDER_WAY) {
      BootDatagram next = kept.get(sent);
      ByteBuf bytes = Unpooled.wrappedBuffer(next.bytes());
      if (way.sendBoot(next.flow(), next.gapMillis(), bytes) != null) {
        return;
      }
      sent++;
    }
  }

  private long underWay() {
    long open = 0;
    for (int i = 0; i < sent; i++) {
      open += kept.get(i).isTaken() ? 0 : 1;
    }
    return open;
  }

  private void dropFirst() {
    while (sent > 0 && kept.get(0).isDone(nanoTime.getAsLong())) {
      kept.remove(0);
      sent--;
      gone++;
    }
  }

  /** What was never sent, and is old by now; what was sent is still counted by the server. */
  private void forgetOld() {
    long now = nanoTime.getAsLong();
    for (int i = kept.size() - 1; i >= sent; i--) {
      if (now - kept.get(i).arrivedNanos() >= KEPT_NANOS) {
        kept.remove(i);
      }
    }
  }
}
