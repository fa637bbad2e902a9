/**
 * How a connection to a server comes about: names, addresses, identity, login; and why it ended.
 *
 * <ul>
 *   <li><b>ending</b>: why a connection of the client ended ({@link Ending}): a close cause, no
 *       server there, or not the right one
 *   <li><b>pin</b>: the hash of a server's public key, by which a client knows its server
 *   <li><b>redirect</b>: a gateway's word that another one has the board, and where that is ({@link
 *       RedirectHandler}); it says nothing of whom to trust
 * </ul>
 */
@NullMarked
package org.spinngate.client.dial;

import org.jspecify.annotations.NullMarked;
