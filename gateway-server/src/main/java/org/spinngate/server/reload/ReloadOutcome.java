package org.spinngate.server.reload;

import java.util.List;

/**
 * What became of an attempt to take another configuration.
 *
 * @param applied whether the server uses the file now
 * @param summary one line
 * @param lines a line for each change, each warning, or each thing that is wrong with the file
 */
public record ReloadOutcome(boolean applied, String summary, List<String> lines) {
  /** Copies the list. */
  public ReloadOutcome {
    lines = List.copyOf(lines);
  }
}
