/**
 * Flows: for each local application a UDP socket of its own towards the board.
 *
 * <ul>
 *   <li><b>flow</b>: one local application's use of one service: its number in the tunnel, and a
 *       UDP socket of its own towards the board
 *   <li><b>outlet</b>: where datagrams wait when the system does not take them at once ({@link
 *       Outlet})
 * </ul>
 */
@NullMarked
package org.spinngate.server.flow;

import org.jspecify.annotations.NullMarked;
