package org.spinngate.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What is random in each run, such as tokens, hashes and names of sessions: by what a page shows,
 * and by what there is now.
 */
final class Values {
  private static final Pattern RANDOM =
      Pattern.compile("(?<![\\w-])(?:[0-9a-f]{64}|[A-Za-z0-9_-]{43}|[0-9a-f]{8})(?![\\w-])");

  private static final int TOKEN = 43;

  private final Map<String, String> byShown = new LinkedHashMap<>();

  /** What a page says, in the words of this run. */
  String ofThisRun(String shown) {
    return RANDOM
        .matcher(shown)
        .replaceAll(value -> byShown.getOrDefault(value.group(), value.group()));
  }

  /**
   * Two lines that say the same: what is random in the one stands for what is in the other, and in
   * all lines for the same.
   */
  void learn(String shown, String printed) {
    List<String> page = RANDOM.matcher(shown).results().map(MatchResult::group).toList();
    List<String> run = RANDOM.matcher(printed).results().map(MatchResult::group).toList();
    assertThat(run).as(printed).hasSameSizeAs(page);
    for (int index = 0; index < run.size(); index++) {
      byShown.putIfAbsent(page.get(index), run.get(index));
      assertThat(run.get(index)).as(page.get(index)).isEqualTo(byShown.get(page.get(index)));
    }
  }

  /** The token that was printed. */
  String token() {
    return byShown.values().stream()
        .filter(value -> value.length() == TOKEN)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no token was made before"));
  }

  /** A line without what differs from run to run. */
  static String shape(String line) {
    return RANDOM
        .matcher(line)
        .replaceAll("#")
        .replaceAll("(\"\\w+\": )(?:\"[^\"]*\"|-?[0-9.]+|null)", "$1#")
        .replaceAll("[0-9]+", "#")
        .replaceAll("\\s+", " ")
        .strip();
  }
}
