/**
 * Whether the gateway is able to work: event loops answer, tunnels open, boards can be reached.
 *
 * <ul>
 *   <li><b>live</b>: of the server: restarting it would not help
 *   <li><b>ready</b>: of the server: somebody who comes now is served
 * </ul>
 */
@NullMarked
package org.spinngate.server.health;

import org.jspecify.annotations.NullMarked;
