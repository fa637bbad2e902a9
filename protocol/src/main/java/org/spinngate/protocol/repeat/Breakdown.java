package org.spinngate.protocol.repeat;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a process cannot go on after: its heap is used up, or Java itself has failed. Threads die of
 * it at random, and those that remain serve nobody; a process that ends is started again. So it
 * ends at once, with one line on standard error and an exit code that service managers take for a
 * failure.
 *
 * <p>Not so for direct memory: what asked for it fails alone, and its connection gives back what it
 * had. Nor for a stack that is too deep, which is empty again after the exception.
 *
 * <p>Thread-safe. Makes no objects when it acts, since there may be no room for any.
 */
public final class Breakdown {
  /** {@link org.spinngate.protocol.ExitCode#INTERNAL}. */
  static final int EXIT_CODE = 1;

  private static final byte[] LAST_WORDS =
      "the process cannot go on and ends: its memory is used up, or Java has failed\n"
          .getBytes(US_ASCII);
  private static final FileOutputStream ERRORS = new FileOutputStream(FileDescriptor.err);
  private static final CountDownLatch BROKEN = new CountDownLatch(1);
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_CAUSES = 16;

  private Breakdown() {}

  /** Gets ready, as long as there is memory; to be called once, when the process starts. */
  public static void prepare() {
    // What runs for the first time makes objects, such as its texts.
    boolean unused = isNoted(new OutOfMemoryError(""));
    Thread guard = new Thread(Breakdown::endWhenBroken, "end-of-broken-process");
    guard.setDaemon(true);
    guard.start();
  }

  /** Ends the process even if the reader of standard error stands still. */
  private static void endWhenBroken() {
    try {
      BROKEN.await();
      LockSupport.parkNanos(PATIENCE_NANOS);
    } catch (InterruptedException e) {
      return;
    }
    Runtime.getRuntime().halt(EXIT_CODE);
  }

  /** Ends the process, and does not return, if that is what was thrown, or its cause. */
  public static void endProcessIf(@Nullable Throwable fault) {
    if (isNoted(fault)) {
      BROKEN.countDown();
      sayWhy();
      Runtime.getRuntime().halt(EXIT_CODE);
    }
  }

  private static boolean isNoted(@Nullable Throwable fault) {
    try {
      return isIn(fault);
    } catch (OutOfMemoryError e) {
      return true;
    }
  }

  private static void sayWhy() {
    try {
      ERRORS.write(LAST_WORDS);
    } catch (IOException | Error e) {
      // Nobody hears it; the exit code tells, too.
    }
  }

  /** Whether a fault, or one of its causes, leaves a process that cannot go on. */
  static boolean isIn(@Nullable Throwable fault) {
    Throwable link = fault;
    for (int depth = 0; link != null && depth < MOST_CAUSES; depth++) {
      if (link instanceof VirtualMachineError && !isOver(link)) {
        return true;
      }
      link = link.getCause();
    }
    return false;
  }

  /** Whether it concerns only what has met it: a deep stack, or direct memory (Java's, Netty's). */
  private static boolean isOver(Throwable fault) {
    String words = fault.getMessage();
    return fault instanceof StackOverflowError
        || (words != null && (words.contains("direct buffer") || words.contains("direct memory")));
  }
}
