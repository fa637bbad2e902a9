package org.spinngate.simulated;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;

/** A complete image, ready to run. */
final class BootImage {
  /** Where tools put the first half of the system variables. */
  private static final int VARIABLES_OFFSET = 384;

  private final byte[] variables;
  private final String digest;
  private final Set<Integer> blockSourcePorts;

  /**
   * An image of these little-endian words.
   *
   * @param digest of the blocks' bytes as they came
   * @param blockSourcePorts UDP ports that the blocks came from
   */
  BootImage(byte[] words, String digest, Set<Integer> blockSourcePorts) {
    int end = VARIABLES_OFFSET + SystemVariables.BOOT_SIZE;
    variables = Arrays.copyOfRange(words, VARIABLES_OFFSET, end);
    this.digest = digest;
    this.blockSourcePorts = blockSourcePorts;
  }

  byte[] variables() {
    return variables.clone();
  }

  String digest() {
    return digest;
  }

  Set<Integer> blockSourcePorts() {
    return blockSourcePorts;
  }

  /**
   * SHA-256, in hexadecimal, of an image file. Images are files of little-endian words that travel
   * as big-endian ones; this is the digest of the file, zeros added to make its last word whole.
   */
  static String digest(byte[] file) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(wholeWords(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /** Turns every word round: from wire to file, or from file to wire. */
  static byte[] swapWords(byte[] bytes) {
    byte[] swapped = wholeWords(bytes);
    for (int word = 0; word < swapped.length; word += Integer.BYTES) {
      swap(swapped, word, word + 3);
      swap(swapped, word + 1, word + 2);
    }
    return swapped;
  }

  private static byte[] wholeWords(byte[] bytes) {
    return Arrays.copyOf(bytes, (bytes.length + 3) & -4);
  }

  private static void swap(byte[] bytes, int left, int right) {
    byte kept = bytes[left];
    bytes[left] = bytes[right];
    bytes[right] = kept;
  }
}
