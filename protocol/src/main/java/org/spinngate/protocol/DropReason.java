package org.spinngate.protocol;

import java.util.Locale;

/**
 * Why a datagram was not delivered. Every datagram that either program lets fall is counted under
 * exactly one of these; nothing is dropped without one.
 */
public enum DropReason {
  /**
   * Longer than 1,472 bytes ({@link DataFrame#MAX_DATAGRAM}): no board speaks so long, and
   * forwarding it would have meant cutting it.
   *
   * <p>Operators: look at the application.
   */
  OVERSIZE,
  /**
   * No bytes at all, which the platform cannot send on.
   *
   * <p>Operators: nothing; it is harmless.
   */
  EMPTY,
  /**
   * There was no tunnel at that moment, for a boot none for 30 s; or the datagram was under way
   * when a connection was lost, and is counted by the side that was to get it.
   *
   * <p>Operators: nothing; the tools ask again.
   */
  TUNNEL_DOWN,
  /**
   * The line to or from the client is slower than what is sent.
   *
   * <p>Operators: some are normal on a slow line, and the tools ask again. Many: look at the user's
   * line ({@code RTT}).
   */
  TUNNEL_FULL,
  /**
   * The board's address answered with an ICMP error, or the network has no way to it.
   *
   * <p>Operators: look at power, cable and address of the board.
   */
  BOARD_UNREACHABLE,
  /**
   * The operating system did not take the datagram; or the boards' network takes less than is sent,
   * and too much waits already (256 KiB for a flow, {@code waiting-bytes-per-user}). On the client:
   * an application that is stopped.
   *
   * <p>Operators: look at open files ({@code ulimit -n}), buffers, and the speed of the boards'
   * network. Once or twice is normal when the gateway's own address on that network changes.
   */
  SEND_FAILED,
  /**
   * Too many local applications: all flows of the session have an IP tag or a boot under way, or
   * all sessions together have {@code limits.flows}.
   *
   * <p>Operators: raise {@code flows-per-session} or {@code flows}.
   */
  FLOW_LIMIT,
  /**
   * On the client: a reply for an application that is forgotten.
   *
   * <p>Operators: nothing; it is harmless.
   */
  NO_SUCH_FLOW,
  /**
   * More boot packets at once than {@code boot-queue}, or than {@code boot-bytes} has for their
   * user or for all; or a boot that still waited when another began in its session.
   *
   * <p>Operators: something else than a boot is sent to port 54321, or a tool began anew before its
   * turn came; the latter is harmless.
   */
  BOOT_QUEUE_FULL,
  /**
   * It was still waiting when its flow or session ended. On the client: boot packets that had not
   * left for the board, as far as it knew.
   *
   * <p>Operators: nothing, but for a boot: the user boots again.
   */
  SESSION_ENDED,
  /**
   * On the client: a second reply to one request, of which the tools would believe one too many.
   *
   * <p>Operators: some are normal where requests are repeated; many mean a slow or lossy line.
   */
  DUPLICATE_REPLY,
  /**
   * On the client: a reply that came when the application had given its request up, and might take
   * it for another's.
   *
   * <p>Operators: the line or the board is slower than the tool's patience; look at {@code RTT}.
   */
  ABANDONED_REPLY,
  /**
   * On the server: more SCP requests at once than the board can answer ({@code scp-window}), for
   * longer than 100 ms. The board would have dropped them.
   *
   * <p>Operators: many mean that something floods the board, or that its cores do not answer.
   */
  WINDOW_FULL,
  /**
   * The same bytes on the same flow as a datagram that has not left yet.
   *
   * <p>Operators: nothing; it is harmless.
   */
  COALESCED,
  /**
   * More than 500 ms late: the line, or on the server also the boards' network, was interrupted or
   * is jammed.
   *
   * <p>Operators: some are normal after an interruption; the tools ask again.
   */
  STALE,
  /**
   * On the server: the session sends more than {@code session-datagrams} or {@code session-bytes}
   * in a second; or the address of an old client would get more by UDP than it may.
   *
   * <p>Operators: look at the application: no board takes as much. Old clients: let them use {@code
   * -T}.
   */
  OVER_BUDGET,
  /**
   * Packets of a boot whose start is missing, or that was given up long ago; the board would mix
   * them into another image.
   *
   * <p>Operators: the user boots again with the same tool.
   */
  BOOT_WITHOUT_START,
  /**
   * The operating system's receive buffer was full: on the server that of a flow towards the board,
   * on the client that of a local port. Packets between client and server are counted as {@code
   * line-loss}.
   *
   * <p>Operators: {@code sysctl -w net.core.rmem_max=4194304}; many nevertheless mean that the
   * machine is too slow for what the board sends.
   */
  SOCKET_OVERFLOW,
  /**
   * Sent in a packet by the other side and lost on the way, and not replaced within half a second
   * when asked for; or lost at the very end of the way, for want of room in the operating system's
   * receive buffer. The server counts those towards the board, the client those from it.
   *
   * <p>Operators: look at {@code LOSS} in the session table. With {@code stale} and {@code
   * tunnel-full} beside it the line is too narrow; with {@code spinngate_port_drops_total} on the
   * server the machine is too slow.
   */
  LINE_LOSS,
  /**
   * On the server: the request sets an IP tag that aims where the operator lets none aim ({@code
   * ip-tags = refuse}); the tool has got the error of a bad argument.
   *
   * <p>Operators: let the tool use {@code use sender}, or set {@code tag-targets} or {@code ip-tags
   * = translate}.
   */
  TAG_ELSEWHERE,
  /**
   * On the server, one of several: it has not heard from what the gateways share for so long that
   * another one may have taken the board. Boots wait meanwhile, sessions stay.
   *
   * <p>Operators: look at the servers that the gateways share and the way to them; or at a machine
   * that stood still, or whose clock was set.
   */
  LEASE_UNSURE;

  /** The one word for logs and metrics, such as {@code tunnel-full}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
