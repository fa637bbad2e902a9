/**
 * IP tags of a board on their way through the gateway: where they may aim, and which are made to
 * aim at a flow of their session instead.
 *
 * <ul>
 *   <li><b>tag flow</b>: the flow to which the board sends the output of an IP tag in place of the
 *       address that a tool has put into its request
 * </ul>
 */
@NullMarked
package org.spinngate.server.tag;

import org.jspecify.annotations.NullMarked;
