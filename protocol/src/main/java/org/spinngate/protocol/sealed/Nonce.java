package org.spinngate.protocol.sealed;

import javax.crypto.spec.GCMParameterSpec;

/**
 * A nonce that can be set anew for each packet, because a specification of the platform's own would
 * have to be made for each.
 */
final class Nonce extends GCMParameterSpec {
  private static final int BYTES = 12;

  private final byte[] bytes = new byte[BYTES];

  Nonce() {
    super(SealedPacket.TAG_BYTES * Byte.SIZE, new byte[BYTES]);
  }

  Nonce set(int salt, long counter) {
    for (int i = 0; i < Integer.BYTES; i++) {
      bytes[i] = (byte) (salt >>> ((Integer.BYTES - 1 - i) * Byte.SIZE));
    }
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[Integer.BYTES + i] = (byte) (counter >>> ((Long.BYTES - 1 - i) * Byte.SIZE));
    }
    return this;
  }

  /** Not a copy: who calls this uses it before it is set again. */
  @Override
  public byte[] getIV() {
    return bytes;
  }
}
