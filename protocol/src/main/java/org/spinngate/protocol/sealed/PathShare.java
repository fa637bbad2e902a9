package org.spinngate.protocol.sealed;

import org.spinngate.protocol.loss.HeldBytes;
import org.spinngate.protocol.queue.QueueBudget;

/**
 * What the paths of one event loop share.
 *
 * @param cipher of the loop
 * @param held how much they may keep to send it again, together with those of other loops
 * @param queues how much may wait for sockets and connections that take nothing
 */
public record PathShare(PacketCipher cipher, HeldBytes held, QueueBudget queues) {}
