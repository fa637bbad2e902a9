package org.spinngate.protocol.repeat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A process of its own that uses up its memory, in one of the ways in which ours notice. */
final class BrokenProgram {
  private static final Duration SOON = Duration.ofMillis(1);

  private BrokenProgram() {}

  enum Way {
    THREAD,
    LATER,
    REPEATED,
    TOLD
  }

  /** Does not return unless direct memory is all that is missing. */
  public static void main(String[] args) throws InterruptedException {
    Breakdown.prepare();
    Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> Breakdown.endProcessIf(fault));
    switch (args[0]) {
      case "direct" -> endOrSurvive();
      case "unread" -> fillStandardError();
      default -> begin(Way.valueOf(args[0]));
    }
    if (!args[0].equals("direct")) {
      new CountDownLatch(1).await();
    }
  }

  private static void endOrSurvive() {
    try {
      BreakdownTest.useUpDirectMemory();
      Runtime.getRuntime().halt(2);
    } catch (OutOfMemoryError e) {
      Breakdown.endProcessIf(e);
    }
  }

  private static void fillStandardError() {
    new Thread(
            () -> {
              while (true) {
                System.err.println("nobody reads this");
              }
            })
        .start();
    new Thread(BrokenProgram::useUpMemory).start();
  }

  private static void begin(Way way) {
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    switch (way) {
      case THREAD -> new Thread(BrokenProgram::useUpMemory).start();
      case LATER ->
          new LaterTask(BrokenProgram::useUpMemory, fault -> {})
              .in(executor, SOON.toMillis(), TimeUnit.MILLISECONDS);
      case REPEATED ->
          RepeatedTask.start(executor, SOON, SOON, BrokenProgram::useUpMemory, fault -> {});
      case TOLD -> executor.execute(BrokenProgram::useUpMemoryAndTell);
    }
  }

  private static void useUpMemoryAndTell() {
    try {
      useUpMemory();
    } catch (OutOfMemoryError e) {
      new Faults(System::nanoTime, (fault, more) -> {}).caught(e);
    }
  }

  private static void useUpMemory() {
    Object[] held = {};
    while (held != null) {
      held = new Object[] {held, new byte[1 << 20]};
    }
  }
}
