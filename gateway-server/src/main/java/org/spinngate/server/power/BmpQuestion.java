package org.spinngate.server.power;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.time.Duration;
import org.spinngate.server.power.PowerSwitch.Power;

/**
 * A request to the BMP in slot 0 of a frame: SCP, as boards have it, little-endian (domain: power;
 * public source: spinnaker_tools bmp/bmp_cmd.c).
 *
 * <pre>
 *  0     2      3     4      5      6         10   12         14               18              22    26
 *  +-----+------+-----+------+------+---------+----+----------+----------------+---------------+-----+
 *  | pad | 0x87 | tag | slot | from | chips   | 57 | sequence | delay ms &lt;&lt; 16 | mask of slots | 0   |
 *  |     |      | 255 | 0    | 255  | 0       |    |          | | on           |               |     |
 *  +-----+------+-----+------+------+---------+----+----------+----------------+---------------+-----+
 * </pre>
 */
final class BmpQuestion {
  private static final int LENGTH = 26;
  private static final int VERSION = 0;
  private static final int POWER = 57;

  /** From one board to the next, so that not all of them draw their first current at once. */
  private static final int DELAY_MILLIS = 100;

  /** A BMP answers at once, unless it is at work. */
  private static final Duration SOON = Duration.ofSeconds(2);

  /** It loads the FPGAs of the boards before it answers (domain: power). */
  private static final Duration AFTER_LOADING = Duration.ofSeconds(10);

  private final int command;
  private final int how;
  private final int slots;
  private final Duration patience;

  private BmpQuestion(int command, int how, int slots, Duration patience) {
    this.command = command;
    this.how = how;
    this.slots = slots;
    this.patience = patience;
  }

  /** What it is. */
  static BmpQuestion version() {
    return new BmpQuestion(VERSION, 0, 0, SOON);
  }

  /**
   * To switch boards.
   *
   * @param slots the boards, bit 0 for slot 0
   */
  static BmpQuestion power(Power to, int slots) {
    return to == Power.ON
        ? new BmpQuestion(POWER, DELAY_MILLIS << 16 | 1, slots, AFTER_LOADING)
        : new BmpQuestion(POWER, 0, slots, SOON);
  }

  /** How long to wait for the answer before the question is repeated. */
  Duration patience() {
    return patience;
  }

  /** The datagram, from the caller's allocator and the caller's to release. */
  ByteBuf encode(ByteBufAllocator allocator, int sequence) {
    ByteBuf request = allocator.buffer(LENGTH, LENGTH).writeZero(LENGTH);
    request.setByte(2, 0x87).setByte(3, 0xFF).setByte(5, 0xFF);
    request.setShortLE(10, command).setShortLE(12, sequence);
    return request.setIntLE(14, how).setIntLE(18, slots);
  }
}
