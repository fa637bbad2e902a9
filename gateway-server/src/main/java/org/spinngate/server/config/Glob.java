package org.spinngate.server.config;

/**
 * Patterns of names: {@code *} stands for any characters, {@code ?} for exactly one, everything
 * else for itself. The time to match is bounded by the product of both lengths, for every pattern.
 */
public final class Glob {
  private static final int NONE = -1;

  private Glob() {}

  /** Whether the whole name matches. */
  public static boolean matches(String pattern, String name) {
    int at = 0;
    int star = NONE;
    int retry = 0;
    int i = 0;
    while (i < name.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        retry = i;
      } else if (at < pattern.length() && matchesOne(pattern.charAt(at), name.charAt(i))) {
        at++;
        i++;
      } else if (star != NONE) {
        // Only the last star can need to take more; the earlier ones already took the least.
        at = star + 1;
        i = ++retry;
      } else {
        return false;
      }
    }
    return pattern.chars().skip(at).allMatch(rest -> rest == '*');
  }

  private static boolean matchesOne(char wanted, char actual) {
    return wanted == '?' || wanted == actual;
  }
}
