package org.spinngate.simulated;

import org.jspecify.annotations.Nullable;

/**
 * {@code READ}, {@code WRITE}, {@code FILL} and the two that reach through a link. Lengths that are
 * no multiple of the access size leave the rest untouched, as on the board. Any address may be
 * used: where a real monitor would crash, this one reads zeros.
 */
final class MemoryCommands {
  private static final int WORD = 2;

  private final ChipGrid grid;

  MemoryCommands(ChipGrid grid) {
    this.grid = grid;
  }

  ReturnCode read(Chip chip, ScpRequest request, ScpReply reply) {
    if (isWrong(request.argument2(), ScpRequest.MAX_DATA) || isWrong(request.argument3(), WORD)) {
      return ReturnCode.ARG;
    }
    return read(chip, request, reply, request.argument3());
  }

  ReturnCode write(Chip chip, ScpRequest request, ScpReply reply) {
    if (isWrong(request.argument2(), ScpRequest.MAX_DATA) || isWrong(request.argument3(), WORD)) {
      return ReturnCode.ARG;
    }
    return write(chip, request, request.argument3());
  }

  ReturnCode fill(Chip chip, ScpRequest request, ScpReply reply) {
    int length = request.argument3() & ~3;
    boolean filled = chip.memory().fill(request.argument1(), request.argument2(), length);
    return filled ? ReturnCode.OK : ReturnCode.ARG;
  }

  ReturnCode linkRead(Chip chip, ScpRequest request, ScpReply reply) {
    if (isWrongLink(request)) {
      return ReturnCode.ARG;
    }
    @Nullable Chip neighbour = grid.neighbour(chip, request.argument3());
    return neighbour == null ? ReturnCode.TIMEOUT : read(neighbour, request, reply, WORD);
  }

  ReturnCode linkWrite(Chip chip, ScpRequest request, ScpReply reply) {
    if (isWrongLink(request)) {
      return ReturnCode.ARG;
    }
    @Nullable Chip neighbour = grid.neighbour(chip, request.argument3());
    return neighbour == null ? ReturnCode.TIMEOUT : write(neighbour, request, WORD);
  }

  private static ReturnCode read(Chip chip, ScpRequest request, ScpReply reply, int type) {
    int length = request.argument2();
    int offset = reply.reserve(length);
    chip.memory().read(request.argument1(), reply.bytes(), offset, whole(length, type));
    return ReturnCode.OK;
  }

  private static ReturnCode write(Chip chip, ScpRequest request, int type) {
    int length = whole(request.argument2(), type);
    boolean written =
        chip.memory().write(request.argument1(), request.bytes(), request.dataOffset(), length);
    return written ? ReturnCode.OK : ReturnCode.ARG;
  }

  private static boolean isWrongLink(ScpRequest request) {
    return isWrong(request.argument2(), ScpRequest.MAX_DATA)
        || isWrong(request.argument3(), ChipLayout.LINKS - 1);
  }

  private static boolean isWrong(int value, int highest) {
    return Integer.compareUnsigned(value, highest) > 0;
  }

  private static int whole(int length, int type) {
    return length & -(1 << type);
  }
}
