package org.spinngate.client.console;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.local.TrafficSummary;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.ExitCode;

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
   * @param ending why it is over
   * @param told whether the server knows that it is over
   */
  public static String of(
      String board, Duration time, TrafficSummary traffic, Ending ending, boolean told) {
    return verb(ending, told)
        + board
        + " after "
        + AmountWords.clock(time)
        + remark(ending, told)
        + ": "
        + amount(traffic.toBoard())
        + " to the board, "
        + amount(traffic.fromBoard())
        + " back"
        + drops(traffic.drops());
  }

  private static String verb(Ending ending, boolean told) {
    if (!told) {
      return "left ";
    }
    return ending.exitCode() == ExitCode.FINE ? "released " : "ended ";
  }

  private static String remark(Ending ending, boolean told) {
    if (!told) {
      return " without a connection, so the server keeps it for a while";
    }
    return ending instanceof Ending.Caused caused && caused.cause() != CloseCause.RELEASED
        ? " (" + caused.cause().label() + ")"
        : "";
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
