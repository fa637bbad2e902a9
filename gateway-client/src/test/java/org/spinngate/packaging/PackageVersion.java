package org.spinngate.packaging;

/**
 * The version of the programs, as each kind of package writes it. A version that is not finished is
 * older than the finished one to all of them.
 *
 * @param text as Maven writes it, such as {@code 0.1.0-SNAPSHOT}
 */
record PackageVersion(String text) {
  private static final String UNFINISHED = "-SNAPSHOT";

  /** To Debian, what a tilde begins is older than nothing. */
  String debian() {
    return text.replace(UNFINISHED, "~snapshot");
  }

  /** As PEP 440 has it. */
  String python() {
    return text.replace(UNFINISHED, ".dev0");
  }
}
