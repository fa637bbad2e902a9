package org.spinngate.simulated;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What a chip tells about itself: {@code VER}, {@code INFO} and the counting of core states. */
final class ChipCommands {
  /** The build time in the golden answer; tools show it and nothing more. */
  static final int BUILD_TIME = 0x650A1B2C;

  private static final int NEW_STYLE_VERSION = 0xFFFF0000 | ScpRequest.MAX_DATA;
  private static final long COUNT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int SIGNAL_AND_COUNT = 1;
  private static final int ETHERNET_UP = 1 << 25;
  private static final int SYSTEM_RAM_FREE = 0x4000;

  private final ChipGrid grid;
  private final ScampRelease release;
  private final LongSupplier nanos;
  private boolean counted;
  private long countDoneAt;

  ChipCommands(ChipGrid grid, ScampRelease release, LongSupplier nanos) {
    this.grid = grid;
    this.release = release;
    this.nanos = nanos;
  }

  ReturnCode version(Chip chip, ScpRequest request, ScpReply reply) {
    return version(chip, request, reply, "SC&MP/SpiNNaker");
  }

  /** The version of the program that runs on a core. */
  ReturnCode version(Chip chip, ScpRequest request, ScpReply reply, String program) {
    int core = request.core();
    reply.word(grid.toldAddress(chip) << 16 | SystemVariables.physicalCore(core) << 8 | core);
    reply.word(NEW_STYLE_VERSION).word(BUILD_TIME);
    String text = program + '\0' + release.version() + '\0';
    reply.octets(text.getBytes(StandardCharsets.US_ASCII));
    return ReturnCode.OK;
  }

  ReturnCode info(Chip chip, ScpRequest request, ScpReply reply) {
    int links = grid.layout().links(chip.x(), chip.y());
    int entries = chip.router().largestFree();
    int ethernet = chip.ethernet().isPresent() ? ETHERNET_UP : 0;
    reply.word(BoardKind.CORES | links << 8 | entries << 14 | ethernet);
    reply.word(chip.heap().largestFree()).word(SYSTEM_RAM_FREE);
    for (int core = 0; core < BoardKind.CORES; core++) {
      reply.octet(CoreState.of(core));
    }
    reply.halfWord(grid.layout().ethernetOf(chip.x(), chip.y()));
    reply.octets(chip.ethernet().map(InetAddress::getAddress).orElseGet(() -> new byte[4]));
    reply.halfWord(new PointToPointTable(grid.layout(), chip.x(), chip.y()).route(0, 0));
    return ReturnCode.OK;
  }

  ReturnCode count(Chip chip, ScpRequest request, ScpReply reply) {
    return count(request.argument1() & 0xFF, request.argument2() & 0xF, request, reply);
  }

  /** {@code SIG}; older releases count core states with it. */
  ReturnCode signal(Chip chip, ScpRequest request, ScpReply reply) {
    int type = request.argument1();
    if (type == SIGNAL_AND_COUNT && release.countsBySignal()) {
      int data = request.argument2();
      return count(data & 0xFF & data >>> 8, data >>> 16 & 0xF, request, reply);
    }
    boolean known = type == 2 || (type == 0 && chip.isRoot());
    return known ? ReturnCode.OK : ReturnCode.ARG;
  }

  private ReturnCode count(int application, int state, ScpRequest request, ScpReply reply) {
    long now = nanos.getAsLong();
    if (counted && now - countDoneAt < 0) {
      return ReturnCode.P2P_BUSY;
    }
    counted = true;
    countDoneAt = now + COUNT_NANOS;
    int idle = grid.layout().chips() * (BoardKind.CORES - 1);
    reply.word(application == 0 && state == CoreState.IDLE ? idle : 0);
    reply.word(request.argument2()).word(request.argument3());
    reply.delay(COUNT_NANOS);
    return ReturnCode.OK;
  }
}
