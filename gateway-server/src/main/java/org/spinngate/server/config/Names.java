package org.spinngate.server.config;

import java.util.regex.Pattern;

/** What boards and users may be called. */
public final class Names {
  static final String BOARD_RULE =
      "is not a board name: use letters, digits, '.', '_' and '-', at most 64, starting with a"
          + " letter or digit";

  /** For people, after the name that breaks it. */
  public static final String USER_RULE =
      "is not a user name: use letters, digits, '.', '_', '@' and '-', at most 64, starting with a"
          + " letter or digit";

  /** For people, after the pattern that breaks it. */
  public static final String PATTERN_RULE =
      "is not a pattern of board names: use the characters of a board name, '*' and '?'";

  private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9*?][A-Za-z0-9._*?-]{0,63}");
  private static final Pattern BOARD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern USER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");

  private Names() {}

  /** Whether a board may have this name. */
  public static boolean isBoard(String name) {
    return BOARD.matcher(name).matches();
  }

  /** Whether a user may have this name. */
  public static boolean isUser(String name) {
    return USER.matcher(name).matches();
  }

  /** Whether this can match a board's name. */
  public static boolean isBoardPattern(String pattern) {
    return PATTERN.matcher(pattern).matches();
  }
}
