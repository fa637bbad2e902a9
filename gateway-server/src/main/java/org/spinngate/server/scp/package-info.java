/**
 * SCP between a flow and its board: filters, and requests that wait until the board can take them.
 *
 * <ul>
 *   <li><b>filter</b>: sees each SCP datagram between a flow and its board, and may change or drop
 *       it ({@link DatagramFilter})
 *   <li><b>slot</b>: the right to have one request under way to a board; a window has so many
 *   <li><b>window</b>: how many requests may be under way to a board at a time, in all its sessions
 *       ({@link RequestWindow})
 * </ul>
 */
@NullMarked
package org.spinngate.server.scp;

import org.jspecify.annotations.NullMarked;
