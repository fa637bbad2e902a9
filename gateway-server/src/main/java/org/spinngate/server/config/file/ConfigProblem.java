package org.spinngate.server.config.file;

/**
 * One thing wrong with a configuration file, in one line.
 *
 * @param file as the operator named it
 * @param line from 1, or 0 when it concerns the file as a whole
 * @param path such as {@code gateway.boards.spin5-03.host}; empty when there is none
 * @param reason what is wrong and what to do about it
 */
public record ConfigProblem(String file, int line, String path, String reason) {

  /** Keeps it one line, also if the reason repeats a value of several lines. */
  public ConfigProblem {
    reason = reason.replaceAll("\\p{Cntrl}+", " ");
  }

  /** Such as {@code conf/server.conf:12: gateway.boards.spin5-03.host: is missing; …}. */
  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line : "")
        + ": "
        + (path.isEmpty() ? "" : path + ": ")
        + reason;
  }
}
