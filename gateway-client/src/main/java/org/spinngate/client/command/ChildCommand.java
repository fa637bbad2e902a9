package org.spinngate.client.command;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.spinngate.protocol.text.SystemText;

/**
 * The command of a child process. Java hands arguments to the system in the encoding of the locale,
 * which loses characters that this does not have; a shell is told their bytes in ASCII, and puts
 * the program in its own place.
 */
final class ChildCommand {
  private ChildCommand() {}

  /** What to start so that the program gets exactly these arguments, in UTF-8. */
  static List<String> of(List<String> command, SystemText text) {
    boolean plain = command.stream().allMatch(word -> word.chars().allMatch(c -> c < 0x80));
    if (plain || text.nativeIsUtf8()) {
      return command;
    }
    StringBuilder script = new StringBuilder("exec");
    command.forEach(word -> script.append(' ').append(quoted(word)));
    return List.of("/bin/sh", "-c", script.toString());
  }

  /** A substitution loses the line ends after its last word, so these stand after it. */
  private static String quoted(String word) {
    String body = word.replaceFirst("\n+$", "");
    StringBuilder octal = new StringBuilder();
    for (byte octet : body.getBytes(StandardCharsets.UTF_8)) {
      octal.append("\\%03o".formatted(octet & 0xff));
    }
    return "\"$(printf '" + octal + "')" + word.substring(body.length()) + "\"";
  }
}
