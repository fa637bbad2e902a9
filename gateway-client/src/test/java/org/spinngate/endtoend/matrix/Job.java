package org.spinngate.endtoend.matrix;

import java.util.SplittableRandom;
import org.spinngate.endtoend.tools.HostTool;
import org.spinngate.endtoend.tools.Outcome;
import org.spinngate.server.testing.BootImage;
import org.spinngate.simulated.SimulationCounters;

/** What a tool does while the fault strikes. */
enum Job {
  READ,
  WRITE,
  BOOT;

  /** Where memory is read and written. */
  static final int SDRAM = 0x70000000;

  /** As long as SC&amp;MP 4.0.0. */
  static final BootImage IMAGE = BootImage.ofLength(7, 29_868);

  private static final int PIECE = 256;
  private static final int BOOT_PACKETS_BEFORE = 10;

  String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Does it with so many requests, if it is not a boot. */
  Outcome run(HostTool tool, int requests) {
    return switch (this) {
      case READ -> tool.read(SDRAM, requests * PIECE);
      case WRITE -> tool.write(SDRAM, bytes(requests));
      case BOOT -> tool.boot(IMAGE);
    };
  }

  /** What is written. */
  static byte[] bytes(int requests) {
    byte[] bytes = new byte[requests * PIECE];
    new SplittableRandom(requests).nextBytes(bytes);
    return bytes;
  }

  /** Whether the board has seen enough of it for the fault to strike in its midst. */
  boolean isUnderWay(SimulationCounters seen, int requests) {
    return this == BOOT
        ? seen.boot().datagrams() >= BOOT_PACKETS_BEFORE
        : seen.scp().executions() >= requests / 3;
  }
}
