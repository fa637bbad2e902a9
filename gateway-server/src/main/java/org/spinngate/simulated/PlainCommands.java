package org.spinngate.simulated;

/** Commands that a simulated chip acknowledges without doing more than checking their arguments. */
final class PlainCommands {
  private PlainCommands() {}

  /** {@code NNP}, {@code FFD}, {@code AS}, {@code LED} and {@code SYNC} cannot fail. */
  static ReturnCode acknowledge(Chip chip, ScpRequest request, ScpReply reply) {
    return ReturnCode.OK;
  }

  /** {@code AR}: the monitor cannot be reset. */
  static ReturnCode applicationReset(Chip chip, ScpRequest request, ScpReply reply) {
    return (request.argument1() & 1) != 0 ? ReturnCode.ARG : ReturnCode.OK;
  }

  /** {@code APP_COPY_RUN}: neither the monitor nor a seventh link, and whole words only. */
  static ReturnCode copyAndRun(Chip chip, ScpRequest request, ScpReply reply) {
    boolean monitor = (request.argument3() & 1) != 0;
    boolean link = (request.argument1() & 7) < BoardKind.LINKS;
    boolean words = request.argument2() % 4 == 0;
    return monitor || !link || !words ? ReturnCode.ARG : ReturnCode.OK;
  }

  /** {@code REMAP}: any core of the chip but the monitor. */
  static ReturnCode remap(Chip chip, ScpRequest request, ScpReply reply) {
    int core = request.argument1();
    if (core < 0 || core >= BoardKind.CORES) {
      return ReturnCode.ARG;
    }
    boolean physical = (request.argument2() & 1) != 0;
    int virtual = physical ? SystemVariables.physicalCore(core) : core;
    return virtual == 0 ? ReturnCode.ARG : ReturnCode.OK;
  }

  /** {@code SROM}: reads give zeros, and the board's address is safe from writes. */
  static ReturnCode serialRom(Chip chip, ScpRequest request, ScpReply reply) {
    int length = request.argument1() >>> 16;
    boolean write = (request.argument1() & 0x100) != 0;
    if (length > ScpRequest.MAX_DATA) {
      return ReturnCode.ARG;
    }
    if (!write) {
      reply.reserve(length);
    }
    return ReturnCode.OK;
  }
}
