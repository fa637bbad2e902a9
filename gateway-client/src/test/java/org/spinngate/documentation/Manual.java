package org.spinngate.documentation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an operator is told to do by a page, in its order.
 *
 * <pre>
 *  # conf/server.conf          a block that begins like this is a file
 *  $ command     # exit 3      a command, and its exit code if it is not 0
 *  what it prints              until the next command or an empty line
 * </pre>
 *
 * @param steps files and commands
 */
record Manual(List<Step> steps) {
  private static final Pattern FENCED = Pattern.compile("(?ms)^( *)```\\w*\\n(.*?)^ *```$");
  private static final Pattern FILE = Pattern.compile("\\A# (\\S+\\.conf)\\n");
  private static final Pattern EXIT = Pattern.compile(" +# exit (\\d+)$");
  private static final String PROMPT = "$ ";

  /** A thing to do. */
  sealed interface Step {}

  /** A file that has this content from here on. */
  record Written(String file, String text) implements Step {}

  /**
   * A command.
   *
   * @param line as it is typed
   * @param exitCode that it has
   * @param shown what it prints, without empty lines
   */
  record Given(String line, int exitCode, List<String> shown) implements Step {}

  /** The commands alone. */
  Stream<Given> commands() {
    return steps.stream().filter(Given.class::isInstance).map(Given.class::cast);
  }

  static Manual of(Page page) {
    List<Step> steps = new ArrayList<>();
    FENCED
        .matcher(page.text())
        .results()
        .map(block -> block.group(2).replaceAll("(?m)^" + block.group(1), ""))
        .forEach(block -> read(block, steps));
    return new Manual(steps);
  }

  private static void read(String block, List<Step> steps) {
    Matcher file = FILE.matcher(block);
    if (file.find()) {
      steps.add(new Written(file.group(1), block));
      return;
    }
    String command = "";
    List<String> shown = new ArrayList<>();
    for (String line : (block + PROMPT).lines().toList()) {
      if (line.startsWith(PROMPT)) {
        end(command, shown, steps);
        command = line.substring(PROMPT.length());
        shown.clear();
      } else if (!line.isBlank()) {
        shown.add(line);
      }
    }
  }

  private static void end(String command, List<String> shown, List<Step> steps) {
    if (!command.isEmpty()) {
      Matcher exit = EXIT.matcher(command);
      int exitCode = exit.find() ? Integer.parseInt(exit.group(1)) : 0;
      steps.add(new Given(EXIT.matcher(command).replaceFirst(""), exitCode, List.copyOf(shown)));
    }
  }
}
