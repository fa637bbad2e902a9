package org.spinngate.endtoend.cluster;

/** Loopback addresses that no other process of these tests uses at the same time. */
final class OwnNetwork {
  private static final int SECOND_BYTES = 250;
  private static final int THIRD_BYTES = 31;
  private static final int PARTS = 8;

  private OwnNetwork() {}

  /**
   * The first three bytes of addresses, such as {@code 127.17.95.}.
   *
   * @param part for what, 0 to 7
   */
  static String of(int part) {
    long process = ProcessHandle.current().pid();
    long second = 1 + process % SECOND_BYTES;
    long third = process / SECOND_BYTES % THIRD_BYTES * PARTS + part;
    return "127." + second + "." + third + ".";
  }
}
