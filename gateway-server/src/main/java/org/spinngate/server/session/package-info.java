/**
 * Sessions: one user's time with one board, whatever door the user came through.
 *
 * <ul>
 *   <li><b>attached</b>: of a session: its client has a connection at present; otherwise it is
 *       detached
 *   <li><b>claim</b>: one client's wish for a board, from the request until a session comes of it
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
 */
@NullMarked
package org.spinngate.server.session;

import org.jspecify.annotations.NullMarked;
