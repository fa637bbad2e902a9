package org.spinngate.server.cluster.member;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * The clocks of this machine. The rule uses the first; the others tell when that one, or all of the
 * machine, has stood still.
 *
 * @param nanoTime monotonic, in nanoseconds
 * @param wallMillis the time of day
 * @param uptimeMillis since the machine was started, what it has slept included
 */
public record Clocks(LongSupplier nanoTime, LongSupplier wallMillis, LongSupplier uptimeMillis) {
  private static final Path UPTIME = Path.of("/proc/uptime");

  /** Those of the operating system. */
  public static Clocks system() {
    return new Clocks(System::nanoTime, System::currentTimeMillis, Clocks::uptime);
  }

  /** Where there is no such file, what sleeps is noticed by the time of day alone. */
  private static long uptime() {
    try {
      String seconds = Files.readString(UPTIME).split(" ", 2)[0];
      return Math.round(Double.parseDouble(seconds) * 1000);
    } catch (IOException | NumberFormatException unknown) {
      return System.nanoTime() / 1_000_000;
    }
  }
}
