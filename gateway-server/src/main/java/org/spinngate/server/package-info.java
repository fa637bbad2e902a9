/**
 * The whole server: here its objects are made and joined by hand, and its process starts and ends.
 *
 * <ul>
 *   <li><b>drain</b>: to let nobody new in, and to end the server when all sessions are over or a
 *       deadline has passed
 * </ul>
 *
 * <p>{@code GatewayServer} wires the parts; each has its own sentence:
 *
 * <ul>
 *   <li>{@code Loops}: event loops and other threads
 *   <li>{@code SessionSetup}, {@code StateFiles}: boards, users, leases, sessions, metrics, and
 *       what of that the next process must know; no door
 *   <li>{@code Doors}, {@code TunnelSetup}: what clients come in by, as {@code Listeners} (each a
 *       {@code PortPair}), and what tunnels pass on their way to a session
 *   <li>{@code Monitoring}: {@code BoardProbe}, {@code HelloListener} and {@code Health}
 *   <li>{@code BoardSetup}, {@code Simulations}: a {@code Board} for each one that the
 *       configuration names, the same one as before if it is at the same place
 *   <li>{@code ReverseReach}: which UDP ports at a board's address nobody else has, so that reverse
 *       tags may lead there
 *   <li>{@code CurrentConfig}, {@code SessionOptions}: the settings of what begins now
 *   <li>{@code LiveConfig}: where another configuration takes effect
 * </ul>
 */
@NullMarked
package org.spinngate.server;

import org.jspecify.annotations.NullMarked;
