/**
 * The address that a board has on its own network, on this machine.
 *
 * <ul>
 *   <li><b>alias</b>: an address that this machine has given itself, on its loopback interface, so
 *       that tools find a board at the address that the board itself tells
 * </ul>
 */
@NullMarked
package org.spinngate.client.alias;

import org.jspecify.annotations.NullMarked;
