package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Tunnel;

/**
 * The boot datagrams that the server is not done with, in order, so that none is lost with a
 * connection, or until there is a first one. Within a session each is sent once more exactly if it
 * did not arrive. To a server that knows nothing of the session (it was restarted) an unfinished
 * boot is sent again from its start, which is harmless: the boot ROM takes the first copy of each
 * block (domain: boot ROM state machine). A boot that cannot be kept is dropped as a whole.
 *
 * <p>Confined to the one event loop.
 */
final class BootOutbox {
  /** How many may be on their way; the server keeps at least so many waiting. */
  static final int MOST_UNDER_WAY = 64;

  private static final int MOST_KEPT = 512;

  /** With so many unsent ones it is better not to read more from the applications. */
  private static final int ENOUGH_UNSENT = 128;

  /** A connection that takes no more takes some after a while, or ends. */
  private static final long TUNNEL_FULL_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final LongSupplier nanoTime;
  private final BootEvents events;
  private final List<BootDatagram> kept = new ArrayList<>();
  private final IntObjectMap<BootCourse> courses = new IntObjectHashMap<>();
  private @Nullable Tunnel tunnel;
  private int gone;
  private int sent;
  private boolean over;

  BootOutbox(LongSupplier nanoTime, BootEvents events) {
    this.nanoTime = nanoTime;
    this.events = events;
  }

  /**
   * Takes a datagram of an application and sends it as soon as may be; the buffer stays the
   * caller's.
   *
   * @return why it was dropped; null if it was not
   */
  @Nullable DropReason offer(int flow, int gapMillis, ByteBuf bytes) {
    if (over) {
      return DropReason.SESSION_ENDED;
    }
    tidyUp();
    BootImage image = course(flow).imageOf(bytes);
    if (kept.size() >= MOST_KEPT) {
      lose(image, DropReason.BOOT_QUEUE_FULL);
    }
    DropReason lost = image.lost();
    if (lost != null) {
      tellOnce(image, lost);
      return lost;
    }
    BootDatagram datagram = new BootDatagram(flow, gapMillis, ByteBufUtil.getBytes(bytes), image);
    image.add(datagram, BootCourse.isEnd(bytes), nanoTime.getAsLong());
    kept.add(datagram);
    if (tunnel == null && BootCourse.isStart(bytes)) {
      events.waits();
    }
    send();
    return null;
  }

  private BootCourse course(int flow) {
    BootCourse course = courses.get(flow);
    if (course == null) {
      course = new BootCourse();
      courses.put(flow, course);
    }
    return course;
  }

  /** Whether it can use more from the applications; if not, they may as well wait. */
  boolean hasRoom() {
    return tunnel == null || unsent() < ENOUGH_UNSENT;
  }

  /** How many have not left yet. */
  int unsent() {
    return kept.size() - sent;
  }

  /** How many the server is not done with. */
  int untaken() {
    return unsent() + (int) underWay();
  }

  /** There is a way to the server. */
  void attach(Tunnel next, Opened.Resumption resumption) {
    tunnel = next;
    if (resumption.resumed()) {
      goOn(resumption.bootReceived());
    } else {
      beginAgain();
    }
    dropOld();
    send();
  }

  /** The server has so many of what this session has sent. */
  private void goOn(int received) {
    // What was not waited for any longer may have been lost with the connection.
    gone = Math.min(gone, received);
    sent = Math.min(kept.size(), received - gone);
    kept.subList(sent, kept.size()).removeIf(BootDatagram::isGivenUp);
  }

  private void beginAgain() {
    long now = nanoTime.getAsLong();
    kept.removeIf(datagram -> isOfNoUse(datagram, now));
    kept.forEach(BootDatagram::beginAgain);
    courses.values().forEach(BootCourse::beginAgain);
    gone = 0;
    sent = 0;
  }

  /** Whether a server that knows nothing needs it no more, or could only get a tail. */
  private boolean isOfNoUse(BootDatagram datagram, long now) {
    boolean useless = datagram.isDone(now) || !datagram.image().isWhole();
    if (useless && !datagram.wasEverSent()) {
      events.dropped(DropReason.BOOT_WITHOUT_START);
    }
    return useless;
  }

  /** There is no way to the server. */
  void detach() {
    tunnel = null;
    settle();
  }

  /** The session ends; no more is taken from applications. */
  void end() {
    over = true;
    if (tunnel == null) {
      settle();
    }
  }

  /** What the server is not done with when the session has ended, it drops. */
  void settle() {
    if (!over) {
      return;
    }
    long now = nanoTime.getAsLong();
    BootRemains remains = BootRemains.of(kept);
    boolean brokenOff = courses.values().stream().anyMatch(course -> course.isUnderWay(now));
    kept.clear();
    courses.clear();
    sent = 0;
    events.remained(remains);
    if (remains.ofABoot() || brokenOff) {
      events.lost(DropReason.SESSION_ENDED);
    }
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
    retry();
  }

  /** Whether a boot of this application is under way, which its flow must not be taken from. */
  boolean isUnderWay(int flow) {
    long now = nanoTime.getAsLong();
    BootCourse course = courses.get(flow);
    Stream<BootDatagram> unsent = kept.subList(sent, kept.size()).stream();
    Stream<BootDatagram> sentOnes = onTheWay().filter(one -> now - one.patientUntil() < 0);
    return (course != null && course.isUnderWay(now))
        || Stream.concat(unsent, sentOnes).anyMatch(one -> one.flow() == flow);
  }

  /** An application is no longer known, and nobody asks for the rest of its boot. */
  void forget(int flow) {
    List.copyOf(kept.subList(sent, kept.size())).stream()
        .filter(datagram -> datagram.flow() == flow)
        .forEach(datagram -> lose(datagram.image(), DropReason.FLOW_LIMIT));
    kept.stream().filter(datagram -> datagram.flow() == flow).forEach(BootDatagram::giveUp);
    courses.remove(flow);
    dropFirst();
  }

  /** Sends what may leave by now. */
  void retry() {
    tidyUp();
    send();
  }

  private void send() {
    Tunnel way = tunnel;
    while (way != null && sent < kept.size()) {
      if (underWay() >= MOST_UNDER_WAY) {
        events.heldUp(nanosOfPatience());
        return;
      }
      BootDatagram next = kept.get(sent);
      ByteBuf bytes = Unpooled.wrappedBuffer(next.bytes());
      if (way.sendBoot(next.flow(), next.gapMillis(), bytes) != null) {
        events.heldUp(TUNNEL_FULL_NANOS);
        return;
      }
      if (!next.wasEverSent()) {
        events.sent(next.bytes().length);
      }
      next.sent(nanoTime.getAsLong());
      sent++;
    }
  }

  private long underWay() {
    return onTheWay().count();
  }

  private Stream<BootDatagram> onTheWay() {
    return kept.subList(0, sent).stream().filter(datagram -> !datagram.isTaken());
  }

  private long nanosOfPatience() {
    long now = nanoTime.getAsLong();
    return onTheWay().mapToLong(datagram -> datagram.patientUntil() - now).min().orElse(0);
  }

  /** Lets go of what nobody will ask for. */
  private void tidyUp() {
    long now = nanoTime.getAsLong();
    onTheWay().filter(one -> now - one.patientUntil() >= 0).toList().forEach(BootDatagram::take);
    dropFirst();
    if (tunnel == null) {
      dropOld();
    }
  }

  private void dropFirst() {
    while (sent > 0 && kept.get(0).isDone(nanoTime.getAsLong())) {
      kept.remove(0).image().notWhole();
      sent--;
      gone++;
    }
  }

  /** Boots that never left, and whose tools have given them up by now. */
  private void dropOld() {
    long now = nanoTime.getAsLong();
    List.copyOf(kept.subList(sent, kept.size())).stream()
        .map(BootDatagram::image)
        .filter(image -> image.isTooOld(now))
        .forEach(image -> lose(image, DropReason.TUNNEL_DOWN));
  }

  /** Nothing more of an image is sent; what was sent is still counted by the server. */
  private void lose(BootImage image, DropReason reason) {
    if (image.lost() == null) {
      image.lose(reason);
      tellOnce(image, reason);
      int before = kept.size();
      kept.subList(sent, before).removeIf(datagram -> datagram.image() == image);
      for (int n = kept.size(); n < before; n++) {
        events.dropped(reason);
      }
    }
  }

  private void tellOnce(BootImage image, DropReason reason) {
    if (image.tell()) {
      events.lost(reason);
    }
  }
}
