package org.spinngate.bench;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;

/**
 * What is measured.
 *
 * @param sessions how many at a time, growing
 * @param talking how many of them ask boards at a time, at most; the others have asked once
 * @param requests each second, of all sessions together
 * @param logins each second, beside the requests
 * @param seconds of each measurement
 * @param rounds of which the median counts
 * @param options of the server's Java
 */
record ScalePlan(
    List<Integer> sessions,
    int talking,
    int requests,
    int logins,
    int seconds,
    int rounds,
    List<String> options) {
  /** For everything that is no session: jars, logs, listeners, users who come and go. */
  private static final int OTHER_FILES = 400;

  /** From the system properties {@code scale.sessions} and so on. */
  static ScalePlan fromProperties() {
    return new ScalePlan(
        Arrays.stream(System.getProperty("scale.sessions", "1,10,100,1000,10000").split(","))
            .map(Integer::valueOf)
            .toList(),
        Integer.getInteger("scale.talking", 1_000),
        Integer.getInteger("scale.requests", 2_000),
        Integer.getInteger("scale.logins", 200),
        Integer.getInteger("scale.seconds", 5),
        Integer.getInteger("scale.rounds", 3),
        Arrays.stream(System.getProperty("scale.options", "").split(" "))
            .filter(option -> !option.isEmpty())
            .toList());
  }

  /** How many of so many sessions may have a flow: each takes the server two files. */
  int flows(int sessions) {
    long files =
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
            ? system.getMaxFileDescriptorCount()
            : Integer.MAX_VALUE;
    return (int) Math.max(1, Math.min(sessions, files - OTHER_FILES - sessions));
  }

  int most() {
    return sessions.stream().mapToInt(Integer::intValue).max().orElseThrow();
  }
}
