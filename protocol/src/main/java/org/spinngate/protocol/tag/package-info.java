/**
 * The IP tags of a board: which flow has set which, as requests and replies say.
 *
 * <ul>
 *   <li><b>IP tag</b>: an entry in a table of the board that says to which address and port the
 *       board sends the output of its cores
 *   <li><b>pinned flow</b>: a flow through which an IP tag was set; it keeps its port, since the
 *       board sends there
 *   <li><b>tag ledger</b>: which flow has set which IP tag of a board last ({@link TagLedger})
 *   <li><b>use sender</b>: a way to set an IP tag: the board sends to the address and port from
 *       which the request came
 * </ul>
 */
@NullMarked
package org.spinngate.protocol.tag;

import org.jspecify.annotations.NullMarked;
