/**
 * SCP between a flow and its board: filters, and requests that wait until the board can take them.
 *
 * <ul>
 *   <li><b>filter</b>: sees each SCP datagram between a flow and its board, and may change or drop
 *       it ({@link DatagramFilter})
 *   <li><b>slot</b>: the right to have one request under way to a board; a window has so many
 *   <li><b>window</b>: how many requests may be under way to a board at a time, in all its sessions
 *       ({@link RequestWindow})
 * </ul>
 *
 * <p>SC&amp;MP has eight reply tags for all its hosts together. Before a request leaves, its flow's
 * {@code RequestQueue} takes a slot of the board's {@code RequestWindow}, which counts over all
 * flows and sessions of that board; the reply, matched by flow and sequence number, frees it, or
 * 2.56 s, after which the board gives the tag up too. Without a slot the flow waits in the window's
 * queue, and what follows in that flow waits after: flows take turns, and within a flow the order
 * stays. After 100 ms a waiting request is dropped. While nobody waits this costs two short locks
 * and no object. Of an ended session the slots stay taken as long as the board may hold the tags.
 */
@NullMarked
package org.spinngate.server.scp;

import org.jspecify.annotations.NullMarked;
