/**
 * What waits for a carrier that takes no more at present: bounded in bytes, and each flow by
 * itself.
 *
 * <ul>
 *   <li><b>queue budget</b>: how many bytes of datagrams of one session, and of all sessions of a
 *       process together, may wait for carriers ({@link QueueBudget})
 *   <li><b>flow queue</b>: the datagrams of one flow that wait for a carrier; flows take turns
 *       ({@link FlowQueues})
 * </ul>
 *
 * <p>What a line does not take waits in {@code FlowQueues} of its session, and not in the channel
 * or the kernel, which keep the order. Each flow has a queue of its own. They leave by turns of
 * some 1,500 bytes, a flow that begins to wait before the others, so that a request waits for no
 * more than the record that is under way, 32 KiB of the kernel's and one turn of each other flow. A
 * datagram waits for 500 ms at most, and for 250 ms once something has become stale, until all have
 * left. Memory comes in chunks of 16 KiB (2 KiB for the first) from the session's share of a {@code
 * QueueBudget}: so much for one session, and never more than what is left for all the others then.
 * Without memory the oldest chunk of the flow that has most falls (decision 42).
 *
 * <p>The {@code PacketSender} of the sealed carrier has the same queues in a {@code SenderQueue},
 * for what waits while the UDP socket takes no packets. That socket is everybody's of one event
 * loop: a session that has something waiting looks every two milliseconds, and sends 64 KiB at
 * most, so that the others have their part.
 */
@NullMarked
package org.spinngate.protocol.queue;

import org.jspecify.annotations.NullMarked;
