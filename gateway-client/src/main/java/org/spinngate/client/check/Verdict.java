package org.spinngate.client.check;

import org.spinngate.protocol.ExitCode;

/**
 * Whether one tool would work.
 *
 * @param tool which
 * @param answer in one word
 * @param why what stands in the way, or what to mind; may be empty
 * @param exitCode what a process exits with that fails for this
 */
public record Verdict(Tool tool, Answer answer, String why, ExitCode exitCode) {
  /** Whether it would work. */
  public enum Answer {
    /** All of it. */
    YES("yes"),
    /** Not all of it. */
    IN_PART("in-part"),
    /** No. */
    NO("no"),
    /** Nobody can tell, as not enough was measured. */
    UNKNOWN("unknown");

    private final String label;

    Answer(String label) {
      this.label = label;
    }

    /** The word in text and JSON. */
    public String label() {
      return label;
    }
  }

  boolean isProblem() {
    return answer == Answer.IN_PART || answer == Answer.NO;
  }
}
