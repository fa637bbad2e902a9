package org.spinngate.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One of our programs whose heap is used up for good as soon as a file is there. */
final class ProgramWithoutMemory {
  private static final int LARGEST = 1 << 20;
  private static final int SMALLEST = 64;
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private ProgramWithoutMemory() {}

  /** The file, which program, and its arguments. */
  public static void main(String[] args) {
    Thread eater = new Thread(() -> eatWhenTold(Path.of(args[0])), "eater");
    eater.setDaemon(true);
    eater.start();
    String[] own = Arrays.copyOfRange(args, 2, args.length);
    if (args[1].equals("server")) {
      org.spinngate.server.Main.main(own);
    } else {
      org.spinngate.client.command.Main.main(own);
    }
  }

  private static void eatWhenTold(Path sign) {
    while (!Files.exists(sign)) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    List<Object> eaten = new ArrayList<>();
    for (int bytes = LARGEST; bytes > SMALLEST; bytes /= 16) {
      eat(bytes, eaten);
    }
    // Again and again, since others give some of it back.
    while (true) {
      eat(SMALLEST, eaten);
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static void eat(int bytes, List<Object> eaten) {
    try {
      while (true) {
        eaten.add(new byte[bytes]);
      }
    } catch (OutOfMemoryError e) {
      // What is smaller may still be had.
    }
  }
}
