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
 */
@NullMarked
package org.spinngate.protocol.queue;

import org.jspecify.annotations.NullMarked;
