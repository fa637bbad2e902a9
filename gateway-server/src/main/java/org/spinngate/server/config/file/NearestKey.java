package org.spinngate.server.config.file;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses which key a mistyped one was meant to be. */
final class NearestKey {
  private NearestKey() {}

  /**
   * The known key with the fewest typing errors, if there are few enough to be one; of several, one
   * of the same length, since letters change places more often than they get lost.
   */
  static Optional<String> of(String unknown, Collection<String> known) {
    return known.stream()
        .filter(key -> distance(unknown, key) <= Math.min(3, (unknown.length() + 2) / 3))
        .min(
            Comparator.comparingInt((String key) -> distance(unknown, key))
                .thenComparingInt(key -> Math.abs(key.length() - unknown.length()))
                .thenComparing(key -> key));
  }

  /** Insertions, deletions and replacements that lead from one to the other. */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replace = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[to.length()];
  }
}
