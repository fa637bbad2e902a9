package org.spinngate.simulated;

/** {@code ALLOC} and {@code RTR}: what applications reserve on a chip. */
final class ReservationCommands {
  private static final int WORD = 4;

  ReturnCode allocate(Chip chip, ScpRequest request, ScpReply reply) {
    int operation = request.argument1() & 0xFF;
    int application = request.argument1() >>> 8 & 0xFF;
    int argument = request.argument2();
    Allocator heap = chip.heap();
    Allocator router = chip.router();
    switch (operation) {
      case 0 -> reply.word(heap.allocate(rounded(argument), application, tagOf(request)));
      case 1 -> heap.free(argument);
      case 2 -> reply.word(heap.freeAll(application));
      case 3 -> reply.word(router.allocate(argument, application, 0));
      case 4 -> router.free(argument);
      case 5 -> reply.word(router.freeAll(application));
      case 6 -> reply.word(heap.free()).word(heap.largestFree());
      case 7 -> reply.word(heap.find(application, argument & 0xFF));
      default -> {
        return ReturnCode.ARG;
      }
    }
    return ReturnCode.OK;
  }

  /** Routes are taken and forgotten; only the fixed one can be asked for again. */
  ReturnCode router(Chip chip, ScpRequest request, ScpReply reply) {
    int operation = request.argument1() & 0xFF;
    if (operation > 3) {
      return ReturnCode.ARG;
    }
    if (operation == 3 && request.argument2() < 0) {
      reply.word(chip.fixedRoute());
    } else if (operation == 3) {
      chip.fixedRoute(request.argument2());
    }
    return ReturnCode.OK;
  }

  private static int tagOf(ScpRequest request) {
    return request.argument3() & 0xFF;
  }

  private static int rounded(int size) {
    return (size + WORD - 1) & -WORD;
  }
}
