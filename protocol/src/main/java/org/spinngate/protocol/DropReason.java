package org.spinngate.protocol;

import java.util.Locale;

/**
 * Why a datagram was not delivered. Every datagram that either program lets fall is counted under
 * exactly one of these; nothing is dropped without one.
 */
public enum DropReason {
  /** Longer than {@link DataFrame#MAX_DATAGRAM}; forwarding it would have meant cutting it. */
  OVERSIZE,
  /** Of no bytes at all, which the platform cannot send on. */
  EMPTY,
  /** The tunnel is down, or went down while the datagram was under way; the tools retry. */
  TUNNEL_DOWN,
  /** The tunnel cannot take more at present; the tools retry. */
  TUNNEL_FULL,
  /** The board's address answered with an ICMP error, or the network has no way to it. */
  BOARD_UNREACHABLE,
  /** The operating system would not take the datagram. */
  SEND_FAILED,
  /** The session or the server has as many flows as it may, and none could be expired. */
  FLOW_LIMIT,
  /** A reply for an application that is no longer known. */
  NO_SUCH_FLOW,
  /** More boot packets than may wait, or a newer boot of the same session. */
  BOOT_QUEUE_FULL,
  /** What was still waiting when its flow or session ended. */
  SESSION_ENDED,
  /** A second reply to a request that its application has been given a reply to. */
  DUPLICATE_REPLY,
  /** A reply to a request that its application has given up, and might take for another's. */
  ABANDONED_REPLY,
  /** More SCP requests at once than the board can answer; the tools retry. */
  WINDOW_FULL,
  /** The same bytes on the same flow as a datagram that is still waiting. */
  COALESCED,
  /** Held up by the network for so long that its sender has given up or asked again. */
  STALE,
  /** More than its session may send in a second; the tools retry. */
  OVER_BUDGET,
  /** A boot packet whose boot's start did not come before it, so that it could only do harm. */
  BOOT_WITHOUT_START,
  /** The operating system's receive buffer was full, so this program never saw it. */
  SOCKET_OVERFLOW,
  /** The other program has sent it in a sealed packet, which the network lost. */
  LINE_LOSS,
  /** It sets an IP tag that aims where the operator lets none aim; the tool gets an error. */
  TAG_ELSEWHERE,
  /** One gateway of several could not be sure that the board was still its own; the tools retry. */
  LEASE_UNSURE;

  /** The one word for logs and metrics, such as {@code tunnel-full}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
