/**
 * The address that a board has on its own network, on this machine.
 *
 * <ul>
 *   <li><b>alias</b>: an address that this machine has given itself, on its loopback interface, so
 *       that tools find a board at the address that the board itself tells
 * </ul>
 *
 * <p>With {@code --as-board} a {@code LocalBoard} is bound nowhere at first. {@code AsBoard} hears
 * of the link before everybody else; when the session is up it has {@code OwnPlace} take the
 * address that {@code Opened} tells, and passes the news on when the ports are bound there. What
 * blocks is done by {@code AliasWork}, on a thread of its own: it asks {@code AliasDangers}, has
 * {@code Aliases} make the address by an {@code AliasMaker} ({@code LinuxAliases} runs {@code ip})
 * and note it ({@code AliasNotes}), and gives it back in the end (decision 38).
 */
@NullMarked
package org.spinngate.client.alias;

import org.jspecify.annotations.NullMarked;
