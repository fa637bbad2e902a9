package org.spinngate.server.reload;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.spinngate.protocol.text.Counted;

/**
 * What is about to happen, in words for the log.
 *
 * @param changes in the order in which they are told
 */
record Plan(List<Change> changes) {
  Plan {
    changes = List.copyOf(changes);
  }

  /** One line, such as {@code +2 boards, ~1 changed, -1; +1 user; listeners unchanged}. */
  String summary() {
    if (changes.isEmpty()) {
      return "nothing has changed";
    }
    List<String> parts = new ArrayList<>();
    String boards =
        counts(
            "board",
            count(Change.BoardAdded.class),
            count(Change.BoardChanged.class),
            count(Change.BoardRemoved.class));
    String users =
        counts(
            "user",
            count(Change.UserAdded.class),
            count(Change.UserChanged.class),
            count(Change.UserRemoved.class));
    parts.add(boards.isEmpty() ? "boards unchanged" : boards);
    parts.add(users.isEmpty() ? "users unchanged" : users);
    long settings = count(Change.SettingsChanged.class);
    if (settings > 0) {
      parts.add("~" + Counted.of(settings, "section"));
    }
    parts.add("certificate " + changed(count(Change.CertificateChanged.class) > 0));
    parts.add(restartNeeded());
    return String.join("; ", parts);
  }

  /** A line for each change. */
  List<String> details() {
    return changes.stream().map(Change::words).toList();
  }

  private String restartNeeded() {
    String sections =
        changes.stream()
            .filter(Change.RestartNeeded.class::isInstance)
            .map(change -> ((Change.RestartNeeded) change).section())
            .collect(Collectors.joining(", "));
    return sections.isEmpty() ? "listeners unchanged" : "needs a restart: " + sections;
  }

  private long count(Class<? extends Change> kind) {
    return changes.stream().filter(kind::isInstance).count();
  }

  private static String changed(boolean it) {
    return it ? "changed" : "unchanged";
  }

  private static String counts(String thing, long added, long changed, long removed) {
    List<String> counts = new ArrayList<>();
    note(counts, "+", added, "");
    note(counts, "~", changed, " changed");
    note(counts, "-", removed, "");
    if (!counts.isEmpty()) {
      // The first count says what is counted.
      String first = counts.get(0);
      long number = Long.parseLong(first.replaceAll("[^0-9]", ""));
      String noun = " " + thing + (number == 1 ? "" : "s");
      counts.set(0, first.replaceFirst("([0-9]+)", "$1" + noun));
    }
    return String.join(", ", counts);
  }

  private static void note(List<String> counts, String sign, long number, String word) {
    if (number > 0) {
      counts.add(sign + number + word);
    }
  }
}
