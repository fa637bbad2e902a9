/**
 * Who is let in to which board: permissions, connections that have logged in, and sessions that
 * ended lately.
 *
 * <ul>
 *   <li><b>account</b>: whom limits and kicks mean: a user, or one address of an old client
 *   <li><b>bar</b>: an account that was made to leave gets a board, or every board, no more for a
 *       minute
 *   <li><b>client</b>: in the server: who is at the other end of a connection, and on which event
 *       loop ({@link Client})
 *   <li><b>kick</b>: the operator ends a session, and its account does not get that board for a
 *       minute
 * </ul>
 */
@NullMarked
package org.spinngate.server.admission;

import org.jspecify.annotations.NullMarked;
