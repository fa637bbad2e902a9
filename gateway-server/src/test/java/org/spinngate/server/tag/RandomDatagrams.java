package org.spinngate.server.tag;

import java.util.Random;

/** Datagrams of a tool, or of somebody who means harm: many look nearly like requests for tags. */
final class RandomDatagrams {
  private static final int LONGEST = 300;
  private static final int SCP = 26;
  private static final int[] FLAGS = {0x87, 0x87, 0x07, 0xA7, 0x27, 0xFF};
  private static final int[] CODES = {26, 26, 26, 2, 0x80, 0x80, 0x84};
  private static final int[] TAGS = {0xFF, 0xFF, 8, 15, 0};
  private static final int[] PORTS = {0, 0, 0xFF, 1, 0x20};
  private static final int[] SIZES = {14, 18, SCP, SCP, SCP, 46, 78, 270, 282};

  private final Random random;
  private final byte[][] addresses;

  /**
   * @param addresses four bytes and a port, low byte first, that appear in them now and then
   */
  RandomDatagrams(Random random, byte[]... addresses) {
    this.random = random;
    this.addresses = addresses;
  }

  private int one(int... of) {
    return of[random.nextInt(of.length)];
  }

  byte[] next() {
    byte[] bytes = new byte[random.nextInt(4) == 0 ? random.nextInt(LONGEST) : one(SIZES)];
    random.nextBytes(bytes);
    if (random.nextInt(8) != 0) {
      shape(bytes);
    }
    return bytes;
  }

  private void shape(byte[] bytes) {
    int[] head = {0, 0, one(FLAGS), one(TAGS), one(PORTS), one(PORTS), 0, 0, 0, 0, one(CODES), 0};
    for (int at = 0; at < Math.min(head.length, bytes.length); at++) {
      bytes[at] = (byte) head[at];
    }
    put(bytes, 12, random.nextInt(4), 0);
    put(bytes, 14, random.nextInt(18), 0, random.nextInt(6), one(0, 0x10, 0x20, 0x40, 0x50, 9));
    if (random.nextBoolean()) {
      byte[] address = addresses[random.nextInt(addresses.length)];
      put(bytes, 18, address[4], address[5]);
      put(bytes, 22, address[0], address[1], address[2], address[3]);
    }
    for (int entry = 14; random.nextBoolean() && entry < bytes.length; entry += 32) {
      byte[] address = addresses[random.nextInt(addresses.length)];
      put(bytes, entry, address[0], address[1], address[2], address[3]);
      put(bytes, entry + 10, address[4], address[5]);
    }
  }

  private static void put(byte[] bytes, int at, int... values) {
    for (int i = 0; i < values.length && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) values[i];
    }
  }
}
