/**
 * Switches the power of boards, and prepares boards for their next user.
 *
 * <ul>
 *   <li><b>power cycle</b>: a board is switched off and on again, which alone brings its boot ROM
 *       back
 *   <li><b>power switch</b>: what switches the power of one board, a BMP or the operator's commands
 *       ({@link PowerSwitch})
 * </ul>
 *
 * <p>**{@code Caretakers}** are the {@code BoardHooks} of the server. Where the operator says
 * something of a board's power or commands, a {@code Caretaker} looks after it on one event loop,
 * on which nothing waits: it knows who has the board and who waits for it, and does what is due
 * ({@code DueCare}) one thing after the other ({@code Chores}), and the users who wait are told.
 * {@code PowerSequence} switches the board, each step after its time; {@code BoardPower} knows
 * whether it is used, off, or half way through a power cycle, and notes that for the next process
 * ({@code CareJournal}). A {@code Bmp} is shared by all boards of its frame; {@code Commands} have
 * threads of their own. Decision 39 has the reasons. What people want of a board's power is an
 * {@code Order}, which waits for its turn ({@code Orders}): of an operator, by the control socket
 * ({@code PowerVerb}), if nobody has the board, or of a user ({@code Resets}), who has it alone or
 * takes it for that long (decision 40). {@code Guests} knows whom it would disturb.
 */
@NullMarked
package org.spinngate.server.power;

import org.jspecify.annotations.NullMarked;
