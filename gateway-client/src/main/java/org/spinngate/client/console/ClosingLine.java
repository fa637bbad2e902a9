package org.spinngate.client.console;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.spinngate.client.local.TrafficSummary;
import org.spinngate.protocol.DropReason;

/**
 * The last line of a session: what it came to. Datagrams are counted to the last one, so that they
 * can be compared with those of the server, the board and the application.
 */
public final class ClosingLine {
  private ClosingLine() {}

  /**
   * The line.
   *
   * @param board the board's name
   * @param time since the board was first ours
   * @param traffic what passed
   * @param told whether the server knows that it is over
   */
  public static String of(String board, Duration time, TrafficSummary traffic, boolean told) {
    return (told ? "released " : "left ")
        + board
        + " after "
        + AmountWords.clock(time)
        + (told ? "" : " without a connection, so the server keeps it for a while")
        + ": "
        + amount(traffic.toBoard())
        + " to the board, "
        + amount(traffic.fromBoard())
        + " back"
        + drops(traffic.drops());
  }

  private static String amount(TrafficSummary.Count count) {
    return AmountWords.exact(count.datagrams())
        + " datagrams ("
        + AmountWords.bytes(count.bytes())
        + ")";
  }

  private static String drops(Map<DropReason, Long> drops) {
    if (drops.isEmpty()) {
      return ", nothing dropped";
    }
    long sum = drops.values().stream().mapToLong(Long::longValue).sum();
    String reasons =
        drops.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(drop -> drop.getKey().label() + " " + AmountWords.exact(drop.getValue()))
            .collect(Collectors.joining(", "));
    return ", dropped " + AmountWords.exact(sum) + " (" + reasons + ")";
  }
}
