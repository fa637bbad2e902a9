/**
 * The door for sealed packets: UDP beside the streams of sessions. *
 *
 * <ul>
 *   <li><em>Where to.</em> {@code AddressValidation} decides which address the server believes, by
 *       challenges; {@code PeerPlaces} which may be asked at all. What goes to the address in
 *       between is sealed for itself ({@code PacketSender.challenge}) and leaves at once;
 *       everything that is gathered goes to the validated one.
 *   <li><em>Threads.</em> The server has one UDP socket for each event loop on the same port, and
 *       the system spreads clients over them. A packet that comes to another loop than its
 *       session's hops there once ({@code Hops}, also for old clients: 1,024 of one source and
 *       8,192 in all may be under way to a loop), and the answer says so: while a path is being
 *       tried, the client takes another port, until its packets come to the right loop. Answers
 *       leave by the socket of the session's own loop.
 *   <li><em>Addresses.</em> A server that listens at every address answers from the one that was
 *       asked: {@code Arrivals} says where a datagram was sent to, and each {@code PortAddress}
 *       gets sockets of its own beside those of its {@code DatagramPort}, once somebody is answered
 *       from it. Netty reads where a datagram of IPv4 was sent to, for one datagram at a time; what
 *       has sockets of its own is read in batches. It does not for IPv6, so {@code LocalAddresses}
 *       are looked through every 5 s for those.
 * </ul>
 */
@NullMarked
package org.spinngate.server.sealed;

import org.jspecify.annotations.NullMarked;
