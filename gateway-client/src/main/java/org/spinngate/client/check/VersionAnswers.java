package org.spinngate.client.check;

import java.time.Duration;
import java.util.Optional;

/**
 * What came of asking a board for its version.
 *
 * @param asked how many questions
 * @param answers in numbers
 * @param software name and version such as {@code SC&MP 4.0.0}, if it said so
 */
record VersionAnswers(int asked, Answers answers, Optional<String> software) {
  /**
   * Numbers of answers.
   *
   * @param count how many
   * @param roundTrip the median
   * @param starting whether the last one says that SC&amp;MP is still starting up
   */
  record Answers(int count, Optional<Duration> roundTrip, boolean starting) {}

  boolean isSilent() {
    return answers.count == 0;
  }

  Optional<Duration> roundTrip() {
    return answers.roundTrip;
  }
}
