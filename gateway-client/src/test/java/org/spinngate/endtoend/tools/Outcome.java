package org.spinngate.endtoend.tools;

import java.time.Duration;
import java.util.Optional;

/**
 * What a tool's user gets from one operation.
 *
 * @param error what the tool would have shown; empty if the operation completed
 * @param data what was read, unless there was an error
 * @param counts what happened on the tool's SCP sockets
 * @param time that it took
 */
public record Outcome(Optional<String> error, byte[] data, ToolCounts counts, Duration time) {
  /** Whether the tool believes that all went well; wrong answers do not change that. */
  public boolean completed() {
    return error.isEmpty();
  }

  @Override
  public String toString() {
    return "%s after %.1f s, %s"
        .formatted(error.orElse("completed"), time.toMillis() / 1e3, counts);
  }
}
