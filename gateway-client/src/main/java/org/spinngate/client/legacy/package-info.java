/**
 * Talks to an old server in place of a gateway.
 *
 * <ul>
 *   <li><b>old server</b>: the server of {@code spinnaker_proxy}: one board, no users, no
 *       encryption
 * </ul>
 *
 * <p>{@code GatewayClient} has a {@code SessionKeeper}, which {@code KeeperFactory} makes: a {@code
 * Link}, or a {@code LegacyLink} for a server of {@code spinnaker_proxy}. The local side is the
 * same.
 *
 * <pre>
 *  LocalFlows ─▶ LegacyServerTunnel ─┬─ ReplyRouter: who waits for what ─▶ ServerLine for SCP  ─▶ UDP socket, or LengthFraming and TCP ═▶ old server
 *                                    └─ BootPace ────────────────────────▶ ServerLine for boot ─▶ the same
 * </pre>
 *
 * <ul>
 *   <li><em>One socket for each service</em>, since an old server answers the one that sent last.
 *       {@code ReplyRouter} finds the flow of each reply by sequence number and core; a request
 *       that could not be told from one that is outstanding waits in {@code WaitingRequests}. The
 *       {@code ReplyGuard} of the flow stands after it as ever.
 *   <li><em>No session</em>: {@code LegacyServerTunnel} makes an {@code Opened} of its own. With
 *       each new beginning the {@code BootOutbox} is told so, and sends an unfinished boot from its
 *       start. As nobody acknowledges boots, what the operating system has taken counts as taken.
 *   <li><em>A line of UDP cannot be lost</em>; refusals are {@code board-unreachable}. When the
 *       system does not take its datagrams any more, because this machine has another address now,
 *       its socket is exchanged ({@code ServerLine.refused}). If a TCP line is lost, {@code
 *       LegacyLink} detaches the tunnel, looks the name up and dials what is not up, one address
 *       after the other, with the same {@code Backoff}. {@code TakeoverDetector} notices that
 *       another client is at the same server.
 * </ul>
 */
@NullMarked
package org.spinngate.client.legacy;

import org.jspecify.annotations.NullMarked;
