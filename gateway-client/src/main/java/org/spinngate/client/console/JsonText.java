package org.spinngate.client.console;

import java.util.Locale;

/** Text within JSON (RFC 8259). */
final class JsonText {
  private JsonText() {}

  /** The text as a string of JSON, quotes included. */
  static String of(String text) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '"' || letter == '\\') {
        json.append('\\').append(letter);
      } else if (Character.isISOControl(letter)) {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) letter));
      } else {
        json.append(letter);
      }
    }
    return json.append('"').toString();
  }
}
