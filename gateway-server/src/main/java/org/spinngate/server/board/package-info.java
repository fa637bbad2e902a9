/**
 * Boards by name: where they are, in what state, and what is known of their leases.
 *
 * <ul>
 *   <li><b>board</b>: a SpiNNaker board on a network of the facility, which answers to SCP and boot
 *   <li><b>disabled</b>: of a board: the operator has taken it out of service, and nobody gets it
 *   <li><b>exclusive</b>: of a board: it has one holder at a time; a shared one has any number
 *   <li><b>lease view</b>: who has a board and who waits for it, as the book of leases shows
 *       everybody else ({@link LeaseView})
 * </ul>
 */
@NullMarked
package org.spinngate.server.board;

import org.jspecify.annotations.NullMarked;
