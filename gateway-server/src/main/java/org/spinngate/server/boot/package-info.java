/**
 * Boots: one at a time for each board, and no faster than the board can take them.
 *
 * <ul>
 *   <li><b>boot</b>: an image that a tool sends to a board in about 30 UDP datagrams on port 54321,
 *       none of which is answered
 *   <li><b>boot gap</b>: the time between two boot datagrams that leave for a board
 *   <li><b>boot turn</b>: lets one boot at a time through to a board ({@link BootTurn})
 * </ul>
 */
@NullMarked
package org.spinngate.server.boot;

import org.jspecify.annotations.NullMarked;
