/**
 * Switches the power of boards, and prepares boards for their next user.
 *
 * <ul>
 *   <li><b>power cycle</b>: a board is switched off and on again, which alone brings its boot ROM
 *       back
 *   <li><b>power switch</b>: what switches the power of one board, a BMP or the operator's commands
 *       ({@link PowerSwitch})
 * </ul>
 */
@NullMarked
package org.spinngate.server.power;

import org.jspecify.annotations.NullMarked;
