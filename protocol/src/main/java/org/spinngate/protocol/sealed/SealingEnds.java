package org.spinngate.protocol.sealed;

import org.spinngate.protocol.Sealing;

/**
 * What one side does with one pair of keys.
 *
 * @param index names them
 * @param sealer of what this side sends
 * @param opener of what it receives
 */
record SealingEnds(int index, PacketSealer sealer, PacketOpener opener) {
  static SealingEnds ofClient(PacketCipher cipher, Sealing keys) {
    return new SealingEnds(
        keys.index(),
        new PacketSealer(cipher, keys.toServer(), keys.index()),
        new PacketOpener(cipher, keys.toClient()));
  }

  static SealingEnds ofServer(PacketCipher cipher, Sealing keys) {
    return new SealingEnds(
        keys.index(),
        new PacketSealer(cipher, keys.toClient(), keys.index()),
        new PacketOpener(cipher, keys.toServer()));
  }
}
