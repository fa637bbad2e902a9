package org.spinngate.protocol.sealed;

import org.spinngate.protocol.loss.HeldBytes;

/**
 * What the paths of one event loop share.
 *
 * @param cipher of the loop
 * @param held how much they may keep to send it again, together with those of other loops
 */
public record PathShare(PacketCipher cipher, HeldBytes held) {}
