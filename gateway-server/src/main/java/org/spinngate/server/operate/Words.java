package org.spinngate.server.operate;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Words on one line: separated by spaces; one that is empty or has a space, a quotation mark or a
 * backslash in it stands in quotation marks, in which a backslash goes before a quotation mark and
 * a backslash, and {@code \n} is a line end. Other control characters are refused.
 */
final class Words {
  private final String line;
  private int next;

  private Words(String line) {
    this.line = line;
  }

  /** All words on one line, without a line end. */
  static String join(List<String> words) {
    return words.stream().map(Words::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    boolean plain = !word.isEmpty() && word.chars().noneMatch(c -> " \"\\\n".indexOf(c) >= 0);
    return plain
        ? word
        : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }

  /**
   * The words of a line.
   *
   * @throws VerbRefusal if it is not of the form above
   */
  static List<String> split(String line) throws VerbRefusal {
    if (line.chars().anyMatch(Character::isISOControl)) {
      throw VerbRefusal.usage("a request has no control characters");
    }
    return new Words(line).all();
  }

  private List<String> all() throws VerbRefusal {
    List<String> words = new ArrayList<>();
    skipSpaces();
    while (next < line.length()) {
      words.add(line.charAt(next) == '"' ? inQuotes() : plain());
      skipSpaces();
    }
    return words;
  }

  private void skipSpaces() {
    while (next < line.length() && line.charAt(next) == ' ') {
      next++;
    }
  }

  private String plain() throws VerbRefusal {
    int end = line.indexOf(' ', next);
    String word = line.substring(next, end < 0 ? line.length() : end);
    if (word.indexOf('"') >= 0 || word.indexOf('\\') >= 0) {
      throw VerbRefusal.usage(
          "a word with a quotation mark or a backslash must be in quotation marks");
    }
    next += word.length();
    return word;
  }

  private String inQuotes() throws VerbRefusal {
    StringBuilder word = new StringBuilder();
    next++;
    for (char letter = take(); letter != '"'; letter = take()) {
      word.append(letter == '\\' ? escaped() : letter);
    }
    if (next < line.length() && line.charAt(next) != ' ') {
      throw VerbRefusal.usage("a space is missing after a quotation mark");
    }
    return word.toString();
  }

  private char escaped() throws VerbRefusal {
    char letter = take();
    return switch (letter) {
      case '"', '\\' -> letter;
      case 'n' -> '\n';
      default -> throw VerbRefusal.usage("a backslash stands before \", \\ or n only");
    };
  }

  private char take() throws VerbRefusal {
    if (next == line.length()) {
      throw VerbRefusal.usage("a quotation mark is not closed");
    }
    return line.charAt(next++);
  }
}
