package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.TagMark;
import org.spinngate.protocol.TagMark.Kind;
import org.spinngate.protocol.tag.FlowTags;
import org.spinngate.protocol.tag.TagRepairs;

/**
 * One local application's socket, talking to one local port. Confined to the one event loop.
 *
 * <p>It is known by its number on the wire; its replies go to {@link #application} alone, from
 * {@link #port}, which is the only address that the application's socket accepts them from.
 */
final class LocalFlow {
  private static final int TRIES = Integer.MAX_VALUE;

  final int number;
  final LocalPort port;
  final InetSocketAddress application;

  private final FlowTags tags;
  private long usedAt;
  private boolean known;
  private boolean over;
  private @Nullable TagRepairs repairs;
  private boolean heard;
  private long heardAtNanos;
  private @Nullable ReplyGuard guard;

  /**
   * @param tags of the board, as far as they are its own
   */
  LocalFlow(int number, LocalPort port, InetSocketAddress application, FlowTags tags) {
    this.number = number;
    this.port = port;
    this.application = application;
    this.tags = tags;
  }

  /** Remembers the place of this use in the order of all uses. */
  void used(long order) {
    usedAt = order;
  }

  long usedAt() {
    return usedAt;
  }

  /** What a request says that sets a tag for it. */
  TagMark tagMark() {
    return new TagMark(port.leadsToOthers() ? Kind.OTHER_TARGET : Kind.OWN_TARGET, number);
  }

  /** A request that sets a tag for another flow is on its way; the server may know both. */
  void sent(ByteBuf request, LocalFlow target) {
    known = true;
    target.known = true;
    tags.sent(request, target.tags);
  }

  /** A datagram of it is on its way to the board; the server may know it from now on. */
  void sent(ByteBuf datagram) {
    known = true;
    if (port.service() == Service.SCP) {
      tags.sent(datagram);
    }
  }

  /** The server may have a flow for it. */
  void known() {
    known = true;
  }

  /** Whether the server may have a flow for it. */
  boolean isKnown() {
    return known;
  }

  /** A datagram has come from the board. */
  void received(ByteBuf datagram) {
    tags.received(datagram);
  }

  /** Whether a tag on the board points at it, so that it must not make room for another. */
  boolean hasTag() {
    return tags.any();
  }

  /** The server knows nothing of it, and the board's tags point at it no more. */
  void beginAnew() {
    known = false;
    repairs = null;
    tags.forgetAll();
  }

  /** It has made room for another. */
  void end() {
    over = true;
    beginAnew();
  }

  boolean isOver() {
    return over;
  }

  /**
   * The server knows nothing of it, but the session goes on: the board's tags still point at a port
   * that the server had, and are set once more.
   */
  void setTagsAgain(TagRepairs.Way way) {
    known = false;
    if (!tags.settings().isEmpty()) {
      repairs = new TagRepairs(way, tags::settings, TRIES);
      repairs.begin();
    }
  }

  /** The board does not answer. */
  void giveUpTags() {
    repairs = null;
  }

  /** Whether a tag waits to be set once more. */
  boolean awaitsTags() {
    return repairs != null && repairs.any();
  }

  /** Tries again what the board has not answered. */
  void trySettingTags() {
    if (repairs != null) {
      repairs.tryAll();
    }
  }

  /** Whether a datagram answers a request of ours, and is not for the application. */
  boolean isOurs(ByteBuf datagram) {
    return repairs != null && repairs.takes(datagram);
  }

  /**
   * Notes a datagram and tells the gap before it.
   *
   * @return milliseconds since this flow's previous datagram, rounded up, at most {@link
   *     DataFrame#MAX_GAP}; 0 for the first
   */
  int gapMillis(long nowNanos) {
    long gapNanos = heard ? Math.max(0, nowNanos - heardAtNanos) : 0;
    heard = true;
    heardAtNanos = nowNanos;
    long nanosPerMilli = TimeUnit.MILLISECONDS.toNanos(1);
    return (int) Math.min(DataFrame.MAX_GAP, (gapNanos + nanosPerMilli - 1) / nanosPerMilli);
  }

  /** Notes what the application asks, so that it gets one answer. */
  void asked(ByteBuf datagram, long nowNanos) {
    if (guard == null) {
      guard = new ReplyGuard();
    }
    guard.asked(datagram, nowNanos);
  }

  /** What the application has asked meanwhile is not known. */
  void stoodStill() {
    if (guard != null) {
      guard.stoodStill();
    }
  }

  /** Why the application must not get this datagram, or null if it may. */
  @Nullable DropReason refuses(ByteBuf datagram, long nowNanos) {
    return guard == null ? null : guard.refuses(datagram, nowNanos);
  }
}
