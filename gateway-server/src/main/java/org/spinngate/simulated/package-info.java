/**
 * A simulated board: boot ROM, SC&MP and Ethernet port, faithful on the wire.
 *
 * <ul>
 *   <li><b>boot ROM</b>: the program of a board that takes a boot; it keeps the first copy of each
 *       block until the power is cycled
 *   <li><b>SC&MP</b>: the system software of a board, which a boot loads; it answers SCP
 *   <li><b>simulated board</b>: a board without hardware, with real sockets, for tests and
 *       demonstrations
 * </ul>
 */
@NullMarked
package org.spinngate.simulated;

import org.jspecify.annotations.NullMarked;
