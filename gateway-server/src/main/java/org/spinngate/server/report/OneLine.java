package org.spinngate.server.report;

/**
 * Text that others may have written, as one line of a terminal: it can neither steer the terminal
 * nor look like a line of its own.
 */
public final class OneLine {
  private OneLine() {}

  /** As many characters, with a question mark for each that steers or turns what comes after it. */
  public static String of(String text) {
    return text.chars().noneMatch(OneLine::steers) ? text : replaced(text);
  }

  private static String replaced(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.chars().forEach(letter -> plain.append(steers(letter) ? '?' : (char) letter));
    return plain.toString();
  }

  private static boolean steers(int letter) {
    return switch (Character.getType(letter)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
