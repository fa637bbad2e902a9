/**
 * IP tags of a board on their way through the gateway: where they may aim, and which are made to
 * aim at a flow of their session instead.
 *
 * <ul>
 *   <li><b>tag flow</b>: the flow to which the board sends the output of an IP tag in place of the
 *       address that a tool has put into its request
 * </ul>
 *
 * <p>Every datagram of SCP passes the {@code DatagramFilter} of its flow, in both directions: it
 * may be let through, changed, or dropped with a reason, before the {@code RequestQueue}, so that
 * queue and window see what the board sees (decision 35). It is {@code TagFilter} of the package
 * {@code tag}: its {@code FlowTags} read the requests that set and clear tags ({@code TagRequest})
 * when they leave, and the replies to them; the {@code TagLedger} of the board knows which flow, of
 * which session, set a tag last. A client has a ledger of its own. When that flow ends it clears
 * its tags through its own socket before it closes it, so that the board does not go on sending to
 * a port that nobody has, or that somebody else gets.
 *
 * <p>A request for a tag that aims at an address comes from new clients in a marked frame. {@code
 * FlowTable} opens the tag flow that the mark names, whose {@code TagFilter} puts its own address
 * into the request ({@code aimHere}); {@code SessionTags} knows which addresses of the session were
 * given so. When the request leaves by the tool's flow, the tag becomes the tag flow's in the
 * ledger. Without a mark {@code TagFilter.toBoard} asks {@code SessionTags} whether it may pass as
 * it is ({@code TagRules} of the board, at that moment). Replies that show the board's table get
 * the tool's address back. Marks of reverse tags make flows to another port of the board ({@code
 * Flows.Lead}), with a {@code ReverseFilter} and no queue, as long as the ledger knows such a tag
 * of this session (decision 37).
 */
@NullMarked
package org.spinngate.server.tag;

import org.jspecify.annotations.NullMarked;
