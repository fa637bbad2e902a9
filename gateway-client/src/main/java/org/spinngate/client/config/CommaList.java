package org.spinngate.client.config;

import java.util.Arrays;
import java.util.List;

/** What was given several times, or once with commas in between. */
final class CommaList {
  private CommaList() {}

  /** The words, at least one; one that is empty stays. */
  static List<String> of(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
  }
}
