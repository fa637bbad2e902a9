/**
 * The stream carrier: frames on one ordered, reliable connection, encrypted by TLS 1.3.
 *
 * <ul>
 *   <li><b>backlog</b>: SCP datagrams that wait until the connection takes bytes again, or until
 *       they are stale ({@link Backlog})
 *   <li><b>frame</b>: a length and as many bytes, on the stream: a control message, a datagram or a
 *       time mark
 *   <li><b>heartbeat</b>: questions to a peer that is silent, so that a dead path is noticed
 *       ({@link Heartbeat})
 *   <li><b>patience</b>: how long the silence of a peer is borne ({@link Patience})
 *   <li><b>stale</b>: of a datagram: so late that its sender has given it up or has sent it again
 *   <li><b>tail probe</b>: a small frame after the last datagram of a burst, so that TCP notices
 *       soon if that was lost ({@link TailProbe})
 *   <li><b>time mark</b>: a frame with the clock of its sender, so that the receiver knows how late
 *       the next datagrams are
 * </ul>
 *
 * <p>TCP learns that a segment was lost from the acknowledgement of a later one. The applications
 * wait for the replies that are held up, so nothing later is sent, and TCP waits for its time-out.
 * While the kernel says that segments were sent again within the last 30 s ({@code Losses}, {@code
 * Retransmissions}; where it does not tell, always), a far peer gets a {@code TailProbe} after the
 * last datagram of a burst: a time mark with nothing after it, a quarter of a round trip later, and
 * four more at doubled distances. {@code CongestionControl} asks for BBR: for connections that the
 * server accepts by {@code ChosenCongestionControl}, for the client's in its {@code
 * ConnectionInitializer}.
 */
@NullMarked
package org.spinngate.protocol.stream;

import org.jspecify.annotations.NullMarked;
