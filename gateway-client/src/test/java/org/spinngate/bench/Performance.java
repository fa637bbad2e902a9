package org.spinngate.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;

/**
 * Measures the gateway against the bare network, both in this one process, and writes what came of
 * it into a page of the manual.
 */
public final class Performance {
  private static final String BEGIN = "<!-- bench:begin -->\n";
  private static final String END = "<!-- bench:end -->\n";

  private Performance() {}

  /**
   * Exits with 0 unless an answer was wrong.
   *
   * @param arguments the page, the seconds of a round, and how many rounds
   */
  public static void main(String[] arguments) throws Exception {
    Path page = Path.of(arguments[0]);
    Duration round = Duration.ofSeconds(Long.parseLong(arguments[1]));
    int rounds = Integer.parseInt(arguments[2]);
    String method = method(round, rounds);
    Report report = new Comparisons(round, rounds, System.err::println).run();
    String results = method + "\n" + report.markdown();
    System.out.println(results);
    Files.writeString(page, inPlace(Files.readString(page), results));
    System.exit(report.isRight() ? 0 : 1);
  }

  private static String method(Duration round, int rounds) {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return String.format(
        Locale.ROOT,
        """
        %s, %d processors, %s, OpenJDK %s; rounds of %d s, %d of each path in turn. The machine's \
        load average was %.1f when it began: above 1 others took their share, and ratios wander.
        """,
        LocalDate.now(ZoneOffset.UTC),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.version"),
        round.toSeconds(),
        rounds,
        load);
  }

  /** The page with these results in place of older ones. */
  static String inPlace(String page, String results) throws IOException {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException("the page has no place for results");
    }
    return page.substring(0, begin + BEGIN.length()) + "\n" + results + "\n" + page.substring(end);
  }
}
