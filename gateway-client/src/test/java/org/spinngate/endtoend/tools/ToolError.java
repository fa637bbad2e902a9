package org.spinngate.endtoend.tools;

/** A tool gives up, with these words. */
final class ToolError extends Exception {
  private static final long serialVersionUID = 1;

  ToolError(String words) {
    super(words, null, false, false);
  }
}
