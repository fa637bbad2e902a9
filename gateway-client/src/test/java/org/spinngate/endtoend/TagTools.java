package org.spinngate.endtoend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.spinngate.server.testing.ScpApplication;

/** Requests about IP tags with the bytes that the tools send (domain: IPTAG; patterns B to E). */
final class TagTools {
  /** What 127.0.0.1 is as argument 3. */
  static final int LOOPBACK = 0x0100_007F;

  private static final int IPTAG = 26;
  private static final int SET = 1 << 16;
  private static final int GET = 2 << 16;
  private static final int CLEAR = 3 << 16;
  private static final int STRIP = 1 << 28;
  private static final int REVERSE = 2 << 28;

  /** Where the entry is in a reply to GET. */
  private static final int ENTRY = 14;

  private static final int PORT_IN_ENTRY = 10;

  private TagTools() {}

  /** rig's {@code iptag_set}. */
  static void rigSets(ScpApplication rig, int tag, int address, int port) throws IOException {
    rig.call(IPTAG, new byte[0], SET | tag, port, address);
  }

  /** ybug's {@code iptag N strip HOST PORT}, and SpiNNMan's {@code set_ip_tag}. */
  static void setsStripped(ScpApplication tool, int tag, int address, int port) throws IOException {
    tool.call(IPTAG, new byte[0], STRIP | SET | tag, port, address);
  }

  /** What ybug's {@code boot} does for Tubotron: to the one who asks, at a port. */
  static void ybugBoots(ScpApplication ybug, int port) throws IOException {
    ybug.call(IPTAG, new byte[0], SET, port, 0);
  }

  /** ybug's {@code iptag N reverse}: to core 3, port 1 of chip (0,1). */
  static void setsReverse(ScpApplication tool, int tag, int port) throws IOException {
    tool.call(IPTAG, new byte[0], REVERSE | SET | 0x23 << 8 | tag, 1 << 16 | port, 0);
  }

  static void clears(ScpApplication tool, int tag) throws IOException {
    tool.call(IPTAG, new byte[0], CLEAR | tag, 0, 0);
  }

  /** Where the board says that a tag leads, as {@code 127.0.0.1:17892}. */
  static String target(ScpApplication tool, int tag) throws IOException {
    byte[] reply = tool.call(IPTAG, new byte[0], GET | tag, 1, 0);
    ByteBuffer bytes = ByteBuffer.wrap(reply).position(ENTRY).slice();
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    return "%d.%d.%d.%d:%d"
        .formatted(
            bytes.get() & 0xFF,
            bytes.get() & 0xFF,
            bytes.get() & 0xFF,
            bytes.get() & 0xFF,
            bytes.getShort(PORT_IN_ENTRY) & 0xFFFF);
  }
}
