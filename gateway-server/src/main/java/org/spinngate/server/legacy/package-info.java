/**
 * The door for old clients, who know neither users nor boards.
 *
 * <ul>
 *   <li><b>old client</b>: the client of {@code spinnaker_proxy}, known by its address
 * </ul>
 *
 * <ul>
 *   <li><em>Who.</em> {@code LegacyClient} is all that comes from one address, from the first
 *       datagram that an application would send ({@code FirstDatagram}) to the end of the session.
 *       It is the {@code ClaimListener} of its own wish, keeps what comes before the answer ({@code
 *       EarlyDatagrams}), and {@code LegacyTunnel} is its {@code Tunnel}, to which messages mean
 *       nothing. {@code LegacyFlows} gives each {@code ReplyPath} a number of the session's.
 *   <li><em>As whom.</em> {@code LegacySettings.USER}, a {@code User} whom nobody can log in as.
 *       Where one user stands for many, {@code Client.account} says who is meant: in limits, kicks
 *       and in what others are told of a holder. Such a session is not remembered ({@code
 *       Client.mayComeBack}), and its {@code SessionTimes} are the old clients' ({@code
 *       SessionOptions}).
 *   <li><em>Threads.</em> A client lives on the event loop that its first datagram came to; what
 *       comes to another one hops. {@code LegacyClients} finds it again if it ended meanwhile.
 *   <li><em>Connections</em> outlive sessions: when a session is over its client is forgotten, and
 *       the next datagram of the connection makes another one.
 *   <li><em>Boot</em> by TCP is slowed down by not reading, since the {@code BootTaken} of the
 *       session says how much has left ({@code LegacyFlow}).
 * </ul>
 */
@NullMarked
package org.spinngate.server.legacy;

import org.jspecify.annotations.NullMarked;
