/**
 * The ports that clients come to, and the event loops that serve them, for every protocol.
 *
 * <ul>
 *   <li><b>hop</b>: a task by which something goes from one event loop to the one it belongs to
 *       ({@link Hops})
 * </ul>
 */
@NullMarked
package org.spinngate.server.net;

import org.jspecify.annotations.NullMarked;
