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
 */
@NullMarked
package org.spinngate.protocol.stream;

import org.jspecify.annotations.NullMarked;
