package org.spinngate.server.testing;

import java.nio.charset.StandardCharsets;

/**
 * What a board answers to {@code VER}.
 *
 * @param chipX 255 while the board is not ready
 * @param chipY 255 while the board is not ready
 * @param core the virtual core that answered
 * @param software such as {@code SC&MP/SpiNNaker}
 * @param version such as {@code 4.0.0}
 */
public record ScpVersion(int chipX, int chipY, int core, String software, String version) {
  static ScpVersion of(byte[] reply) {
    int argument = ScpMessage.word(reply, ScpMessage.BODY);
    String[] texts =
        new String(reply, 26, reply.length - 26, StandardCharsets.US_ASCII).split("\0", -1);
    return new ScpVersion(
        argument >>> 24, argument >>> 16 & 0xFF, argument & 0xFF, texts[0], texts[1]);
  }

  /** Whether the board knows its place, as tools ask before they use it. */
  public boolean isReady() {
    return chipX != 255 || chipY != 255;
  }
}
