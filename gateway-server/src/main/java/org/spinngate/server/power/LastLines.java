package org.spinngate.server.power;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.regex.Pattern;

/** The end of what a command prints; whatever it prints, no more than a few lines are kept. */
final class LastLines {
  private static final int MOST_BYTES = 4096;
  private static final int MOST_LINES = 5;
  private static final int LONGEST = 200;
  private static final Pattern UNFIT = Pattern.compile("\\p{Cntrl}+");

  private final byte[] ring = new byte[MOST_BYTES];
  private long count;

  void add(byte[] bytes, int length) {
    for (int i = 0; i < length; i++) {
      ring[(int) (count++ % MOST_BYTES)] = bytes[i];
    }
  }

  /** At most five, none longer than a line of a log should be. */
  List<String> lines() {
    List<String> lines =
        text()
            .lines()
            .map(line -> UNFIT.matcher(line).replaceAll(" ").strip())
            .filter(line -> !line.isEmpty())
            .map(line -> line.substring(0, Math.min(LONGEST, line.length())))
            .toList();
    return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
  }

  private String text() {
    int kept = (int) Math.min(count, MOST_BYTES);
    byte[] inOrder = new byte[kept];
    for (int i = 0; i < kept; i++) {
      inOrder[i] = ring[(int) ((count - kept + i) % MOST_BYTES)];
    }
    return new String(inOrder, UTF_8);
  }
}
