/**
 * A simulated frame: the board management processor that switches the power of simulated boards.
 *
 * <ul>
 *   <li><b>BMP</b>: board management processor; one on each board of a frame, of which that in slot
 *       0 switches the power of all boards of the frame
 *   <li><b>frame of boards</b>: up to 24 boards in one chassis, with one address for their power
 *   <li><b>slot of a frame</b>: the place of a board in its frame, 0 to 23
 * </ul>
 */
@NullMarked
package org.spinngate.simulated.frame;

import org.jspecify.annotations.NullMarked;
