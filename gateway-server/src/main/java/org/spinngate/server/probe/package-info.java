/**
 * Finds out the state of boards: asks those that nobody uses, and listens for the hellos of boot
 * ROMs.
 *
 * <ul>
 *   <li><b>hello</b>: a datagram that the boot ROM of a board sends now and then until the board is
 *       booted
 *   <li><b>probe</b>: a request to a board that nobody uses, to learn whether it answers
 * </ul>
 */
@NullMarked
package org.spinngate.server.probe;

import org.jspecify.annotations.NullMarked;
