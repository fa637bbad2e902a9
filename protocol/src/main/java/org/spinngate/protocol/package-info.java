/**
 * Messages, data frames and the closed lists of words that client and server share.
 *
 * <ul>
 *   <li><b>carrier</b>: what takes the datagrams of a tunnel to the other side: the TLS stream, or
 *       sealed packets beside it
 *   <li><b>close cause</b>: why a session or a connection ends; one word from a closed list ({@link
 *       CloseCause}), the same in log, metrics, messages and exit codes
 *   <li><b>control message</b>: what client and server say to each other, as opposed to the
 *       datagrams that they carry ({@link ControlMessage})
 *   <li><b>data frame</b>: a datagram in the tunnel, with its length, its service and the number of
 *       its flow in front ({@link DataFrame})
 *   <li><b>drop reason</b>: why a datagram is dropped; one word from a closed list ({@link
 *       DropReason}), counted
 *   <li><b>extra</b>: a field at the end of a message that an older reader skips ({@link Extras})
 *   <li><b>holder</b>: the user who has a board, as others are told ({@link Holder})
 *   <li><b>SCP</b>: SpiNNaker Command Protocol: requests to a board and the replies to them, each
 *       an SDP datagram, on UDP port 17893
 *   <li><b>SDP</b>: SpiNNaker Datagram Protocol: datagrams to and from the cores of a board, with a
 *       header of 8 bytes, on the same port as SCP
 *   <li><b>service</b>: one of the two UDP ports of a board: SCP, which carries SDP too, or boot
 *       ({@link Service})
 *   <li><b>tunnel</b>: the way of one session between client and server, by any carrier ({@link
 *       Tunnel})
 * </ul>
 */
@NullMarked
package org.spinngate.protocol;

import org.jspecify.annotations.NullMarked;
