package org.spinngate.client.console;

/** Makes words of strangers fit for a terminal. */
public final class Plain {
  private Plain() {}

  /** The text with a question mark in place of everything that a terminal might obey. */
  public static String of(String text) {
    return text.codePoints()
        .map(letter -> isHarmless(letter) ? letter : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isHarmless(int letter) {
    return !Character.isISOControl(letter) && Character.getType(letter) != Character.FORMAT;
  }
}
