/**
 * Tells who comes, by the first bytes of a connection: whom a load balancer brings, and whether it
 * is an old client or a tunnel.
 *
 * <ul>
 *   <li><b>load balancer</b>: stands in front of gateways, takes connections and makes its own to
 *       them; a believed one says by a header of the PROXY protocol who is at the other end
 * </ul>
 */
@NullMarked
package org.spinngate.server.front;

import org.jspecify.annotations.NullMarked;
