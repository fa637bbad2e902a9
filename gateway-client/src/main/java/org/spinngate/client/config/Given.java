package org.spinngate.client.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.spinngate.protocol.text.FileNames;

/**
 * A value that somebody gave, not yet understood.
 *
 * @param text what was written
 * @param where the flag, the variable, or the file and line, for messages
 * @param source how strong it is
 * @param base the directory that a relative path starts from
 */
record Given(String text, String where, Source source, Path base) {
  /** Where values come from, the strongest first. */
  enum Source {
    FLAG,
    ENVIRONMENT,
    FILE
  }

  /** Adds a problem with this value. */
  void complain(Problems problems, String why) {
    String line = where + ": " + why;
    if (source == Source.FLAG) {
      problems.usage(line);
    } else {
      problems.configuration(line);
    }
  }

  /**
   * The value as a path; {@code ~/} is the user's home.
   *
   * @throws InvalidPathException if no file can have this name
   */
  Path path(Path home) {
    FileNames names = new FileNames();
    return text.startsWith("~/")
        ? names.resolve(home, text.substring(2))
        : names.resolve(base, text);
  }
}
