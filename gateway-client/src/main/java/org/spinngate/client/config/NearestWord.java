package org.spinngate.client.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what a mistyped word was probably meant to be. */
final class NearestWord {
  private static final int MOST_MISTAKES = 3;

  private NearestWord() {}

  /** The known word that the fewest mistakes turn into the given one, if they are few. */
  static Optional<String> to(String word, List<String> known) {
    return known.stream()
        .min(Comparator.comparingInt(candidate -> mistakes(word, candidate)))
        .filter(candidate -> mistakes(word, candidate) <= MOST_MISTAKES);
  }

  /** Letters to insert, delete or replace (Levenshtein's distance). */
  private static int mistakes(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
