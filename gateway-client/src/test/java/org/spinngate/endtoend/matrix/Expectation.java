package org.spinngate.endtoend.matrix;

import org.spinngate.endtoend.tools.Outcome;

/** What a tool's user must see. Nobody may ever see a wrong answer. */
enum Expectation {
  /** Nothing: the fault is shorter than the tool waits before it asks again. */
  UNNOTICED("unnoticed"),
  /** The job is done, and took longer. */
  SLOWER("slower"),
  /** The tool's patience is about as long as the fault: done or an honest error. */
  DONE_OR_ERROR("done or error"),
  /** The fault outlasts the tool's patience, so that it must say that nobody answers. */
  ERROR("error");

  private final String label;

  Expectation(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }

  /** Whether that is what was seen, apart from wrong answers. */
  boolean isMetBy(Outcome outcome) {
    return switch (this) {
      case UNNOTICED, SLOWER -> outcome.completed();
      case DONE_OR_ERROR -> true;
      case ERROR -> !outcome.completed();
    };
  }
}
