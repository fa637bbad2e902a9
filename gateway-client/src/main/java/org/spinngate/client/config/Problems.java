package org.spinngate.client.config;

import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.ExitCode;

/** Gathers all that is wrong, so that the user hears of it in one go. */
final class Problems {
  private final List<String> lines = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private ExitCode exitCode = ExitCode.USAGE;

  /** The command line lacks something or makes no sense. */
  void usage(String line) {
    lines.add(line);
  }

  /** A file or a variable is at fault. */
  void configuration(String line) {
    lines.add(line);
    exitCode = ExitCode.CONFIGURATION;
  }

  /** A file says nothing at all: what would be missing without it is not worth a line. */
  void unreadable(String line) {
    configuration(line);
    unreadable.add(line);
  }

  void throwIfAny() throws SettingsException {
    if (!lines.isEmpty()) {
      throw new SettingsException(exitCode, unreadable.isEmpty() ? lines : unreadable);
    }
  }
}
