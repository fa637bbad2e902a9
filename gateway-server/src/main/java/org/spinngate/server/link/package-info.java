/**
 * The door for tunnels over TLS: from an accepted connection to a session.
 *
 * <ul>
 *   <li><b>audit</b>: the lines of the log that say who logged in, or failed to, and what operators
 *       did
 *   <li><b>phase</b>: how far a connection has come; each phase is a handler that replaces itself
 *       by the next one
 *   <li><b>stranger</b>: a connection that has not logged in
 * </ul>
 */
@NullMarked
package org.spinngate.server.link;

import org.jspecify.annotations.NullMarked;
