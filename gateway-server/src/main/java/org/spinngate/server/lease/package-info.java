/**
 * Who has which board and who waits for it: the book of leases, and what of it outlives the
 * process.
 *
 * <ul>
 *   <li><b>book of leases</b>: knows who has which board and who waits for it ({@link LeaseBook});
 *       everybody who wants a board asks there
 *   <li><b>grant</b>: one client's hold on a board, from the answer of the book until it is
 *       released or lost ({@link Grant})
 *   <li><b>hook</b>: something that is done to a board before or after a session ({@link
 *       BoardHooks})
 *   <li><b>journal</b>: a file that says which sessions are open, for the next process ({@link
 *       SessionJournal})
 *   <li><b>lease</b>: the right of an account to use a board; in the book of one gateway, the place
 *       where the holders and the queue of a board are kept
 *   <li><b>quota</b>: how many sessions an account may have, open or waiting
 *   <li><b>reservation</b>: keeps a board after a restart for the client that had it before
 *   <li><b>stay</b>: a guest's time with a board, from the grant until it is given back ({@link
 *       BoardHooks.Stay})
 *   <li><b>ticket</b>: a place in the queue for a board ({@link Ticket})
 * </ul>
 *
 * <p>**{@code LeaseBook}** knows who has which board and who waits for it. {@code LocalLeases} is
 * the book of a gateway that stands alone: it answers at once, and has the quota ({@code
 * SessionQuota}; places in queues count), the journal ({@code SessionJournal}), and the boards that
 * are kept for clients of an earlier process ({@code Reservations}). Inside it a {@code Lease}
 * holds who has one board and who waits: one place for each account, in the order in which they
 * came, and one that has had the board goes after all others ({@code WaitingLine}). A shared board
 * has any number of holders and no queue.
 *
 * <p>What others may know of it, the book shows on the {@code Board} as a {@code LeaseView}:
 * tables, metrics, probes, and the board's own status read that and nothing else. A board is itself
 * by its {@code BoardIdentity}, however it is described.
 */
@NullMarked
package org.spinngate.server.lease;

import org.jspecify.annotations.NullMarked;
