package org.spinngate.simulated;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The block of 256 bytes at 0xf5007f00 in which SC&amp;MP keeps what hosts ask for. The first half
 * comes with the boot image, the rest is the board's own. Little-endian; what is set here:
 *
 * <pre>
 * 00 p2p_addr  02 p2p_dims   06 p2p_up   08 eth_addr   0a hw_ver   0b eth_up
 * 2c netinit_bc_wait   2d netinit_phase  30 led0       40 root_chip   42 boot_delay
 * 80 status_map 94 p2v_map   a8 v2p_map  bc num_cpus   c0 sdram_base  c4 sysram_base
 * c8 sdram_sys cc vcpu_base  d4 rtr_copy dc alloc_tag  e2 p2p_active  f0 ip_addr
 * </pre>
 *
 * <p>Public source: spinnaker_tools sark.struct.
 */
final class SystemVariables {
  static final int BASE = 0xF5007F00;
  static final int SIZE = 256;

  /** How much of the block the boot image brings. */
  static final int BOOT_SIZE = 128;

  private static final int NETWORK_DONE = 0xFF;

  private final ChipLayout layout;
  private final byte[] fromImage;

  SystemVariables(ChipLayout layout, byte[] fromImage) {
    this.layout = layout;
    this.fromImage = fromImage.clone();
  }

  /** The first half as a host would send it for this kind of board. */
  static byte[] defaults(BoardKind kind) {
    ByteBuffer block = ByteBuffer.allocate(BOOT_SIZE).order(ByteOrder.LITTLE_ENDIAN);
    block.put(0x0A, (byte) kind.hardwareVersion()).put(0x0C, (byte) 4).put(0x0D, (byte) 4);
    block.put(0x0E, (byte) 0x33).putShort(0x24, (short) 200).putShort(0x26, (short) 130);
    block.put(0x28, (byte) 0x3F).put(0x2A, (byte) 100).put(0x2B, (byte) 1).put(0x2C, (byte) 50);
    block.putInt(0x30, kind.leds()).put(0x40, (byte) 1).put(0x41, (byte) 7).put(0x42, (byte) 20);
    block.put(0x43, (byte) 3).putInt(0x48, 1024).putInt(0x4C, 1048576).putInt(0x50, 16384);
    block.putInt(0x54, 8388608).putInt(0x58, 32768).put(0x65, (byte) 0x3F);
    return block.array();
  }

  /** Virtual core 0, the monitor, sits on physical core 1, as it does on most chips. */
  static int physicalCore(int virtualCore) {
    return virtualCore < 2 ? 1 - virtualCore : virtualCore;
  }

  /** Writes a chip's block as it is when its Ethernet has come up, the network still unknown. */
  void writeStarting(Chip chip) {
    ByteBuffer block = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    block.put(0, fromImage);
    block.put(0x0B, (byte) (chip.ethernet().isPresent() ? 1 : 0));
    block.put(0x40, (byte) (chip.isRoot() ? 1 : 0));
    Arrays.fill(block.array(), 0x94, 0xBC, (byte) 0xFF);
    for (int core = 0; core < BoardKind.CORES; core++) {
      block.put(0x94 + core, (byte) physicalCore(core)).put(0xA8 + core, (byte) physicalCore(core));
    }
    block.put(0xBC, (byte) BoardKind.CORES);
    block.putInt(0xC0, Chip.HEAP_BASE).putInt(0xC4, 0xE5001000).putInt(0xC8, 0x67800000);
    block.putInt(0xCC, 0xE5007000).putInt(0xD4, ChipContents.MULTICAST_COPY);
    block.putInt(0xDC, 0xE5005000);
    chip.ethernet().ifPresent(board -> block.put(0xF0, board.getAddress()));
    chip.memory().write(BASE, block.array(), 0, SIZE);
  }

  /** Adds to a chip's block what it knows once the network of chips is complete. */
  void writeReady(Chip chip) {
    byte[] bytes = new byte[SIZE];
    chip.memory().read(BASE, bytes, 0, SIZE);
    ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    block.putShort(0x00, (short) chip.address());
    block.putShort(0x02, (short) (layout.width() << 8 | layout.height()));
    block.put(0x06, (byte) 1);
    block
        .putShort(0x08, (short) layout.ethernetOf(chip.x(), chip.y()))
        .put(0x2D, (byte) NETWORK_DONE);
    block.putShort(0xE2, (short) layout.chips());
    chip.memory().write(BASE, bytes, 0, SIZE);
  }
}
