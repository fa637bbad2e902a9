/**
 * What both programs use of the operating system's sockets: event loops, counters, and the reasons
 * of errors.
 *
 * <ul>
 *   <li><b>overflow</b>: datagrams that the kernel dropped because the receive buffer of a socket
 *       was full
 * </ul>
 */
@NullMarked
package org.spinngate.protocol.net;

import org.jspecify.annotations.NullMarked;
