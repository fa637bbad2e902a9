/**
 * Sessions: one user's time with one board, by every door.
 *
 * <ul>
 *   <li><b>attached</b>: of a session: its client has a connection at present; otherwise it is
 *       detached
 *   <li><b>claim</b>: one client's wish for a board, from the request until its session begins
 *       ({@link Claim})
 *   <li><b>door</b>: a way by which clients come in: tunnels over TLS, sealed packets beside them,
 *       or old clients; a session does not know which
 *   <li><b>generation</b>: the number of a session's connection; the highest one wins
 *   <li><b>grace</b>: for how long a session waits for its client after a connection was lost
 *   <li><b>idle</b>: of a session: no datagram has passed for a while
 *   <li><b>resume</b>: to go on with a session by a new connection: same board, same flows, same
 *       ports
 *   <li><b>session</b>: one user's time with one board ({@link Session})
 * </ul>
 *
 * <p>A {@code Session} has a {@code HeldBoard}, which gives the grant back after the session's last
 * word, even if that fails. If a book loses a grant ({@code Grant.onLost}), the session ends with
 * the cause that the book gives. The book of a gateway that stands alone loses one only to the same
 * client, which has come back on another connection. Decision 34 says why a book may take its time,
 * although that one answers at once.
 *
 * <p>{@code Claim}, {@code Session} and each logged-in connection ({@code LoggedIn}) know the
 * {@code Login} that let them in. {@code Supervision} holds them against the users of this moment
 * after a reload and when a day begins ({@code LastDays}), and ends what is not valid any more
 * (decision 30).
 *
 * <ul>
 *   <li><em>Threads.</em> The new connection may have been accepted on another event loop. {@code
 *       Relocation} takes the channel from there and registers it where the session lives, before
 *       the session hears of it; the {@code Heartbeat} is made anew, since it ticks on the loop
 *       that it was made for.
 *   <li><em>Late news.</em> What a {@code SessionHandler} brings carries its tunnel, and {@code
 *       ClientAttachment.isCurrent} decides whether it matters. On the client {@code Link} knows
 *       which connection is which.
 *   <li><em>Generations</em> only grow ({@code SessionWish}). A client that is told {@code
 *       superseded} though it asked by no later connection knows that a copy of it exists, and
 *       ends.
 *   <li><em>Not there any more?</em> {@code RecentEnds} knows why, or {@code LocalLeases} that an
 *       earlier process had it: {@code SessionJournal} holds a line ({@code JournalLine}) for each
 *       beginning and end, {@code Reservations} put a {@code Reservation} into the {@code Lease} of
 *       each such board at the start, and {@code Lease.handOver} gives it to the one who comes back
 *       ({@code RestartResume}). If nothing comes of that, since the connection breaks, it is kept
 *       again ({@code Reservations}). Otherwise {@code Resume} is an {@code Open}.
 *   <li><em>When the journal knows.</em> {@code SessionHandler} says {@code Opened} once the line
 *       of the session is written ({@code JournalNote}), or 0.3 s later if the disk takes nothing.
 *       So a client that has read {@code ready:} is in the file when the process is killed, unless
 *       its disk stood still.
 *   <li><em>Freshness.</em> Nothing is kept for later but boots. A receiver drops SCP that is more
 *       than 500 ms late ({@code Freshness}), a sender what could not leave ({@code StreamTunnel}).
 *       What is late follows from when tools ask again ({@code RepeatTimes}); a {@code Timing}
 *       brings it, with the clock, from the programs' {@code main} to where it is needed.
 * </ul>
 */
@NullMarked
package org.spinngate.server.session;

import org.jspecify.annotations.NullMarked;
