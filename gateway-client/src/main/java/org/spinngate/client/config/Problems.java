package org.spinngate.client.config;

import java.util.ArrayList;
import java.util.List;
import org.spinngate.protocol.ExitCode;

/** Gathers all that is wrong, so that the user hears of it in one go. */
final class Problems {
  private final List<String> lines = new ArrayList<>();
  private final List<String> missing = new ArrayList<>();
  private boolean unreadable;
  private ExitCode exitCode = ExitCode.USAGE;

  /** The command line makes no sense. */
  void usage(String line) {
    lines.add(line);
  }

  /** A file or a variable is at fault. */
  void configuration(String line) {
    lines.add(line);
    exitCode = ExitCode.CONFIGURATION;
  }

  /** A file says nothing at all, so that nobody knows what is missing. */
  void unreadable(String line) {
    configuration(line);
    unreadable = true;
  }

  /** The user must give something. */
  void missing(String line) {
    missing.add(line);
  }

  void throwIfAny() throws SettingsException {
    if (!unreadable) {
      lines.addAll(missing);
    }
    if (!lines.isEmpty()) {
      throw new SettingsException(exitCode, lines);
    }
  }
}
