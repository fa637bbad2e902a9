/**
 * What both programs use of the operating system's sockets: event loops, counters, and the reasons
 * of errors.
 *
 * <ul>
 *   <li><b>overflow</b>: datagrams that the kernel dropped because the receive buffer of a socket
 *       was full
 * </ul>
 *
 * <p>A UDP socket on which one datagram came is asked for one at a time; where four or more came in
 * the last pass, {@code recvmmsg} takes up to 16 by one call, 64 in a pass ({@code DatagramReads}).
 * So sockets of boards that answer one request cost what they did, and a stream of 36,000 a second
 * a sixteenth of the calls.
 */
@NullMarked
package org.spinngate.protocol.net;

import org.jspecify.annotations.NullMarked;
