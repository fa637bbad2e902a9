package org.spinngate.server.config.power;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.spinngate.server.config.rule.Rules;

/**
 * A program and its arguments, for no shell. <code>{board}</code> and the other words stand for
 * what is known when it is run.
 *
 * @param words the program's path first; empty for nothing to run
 */
public record Argv(List<String> words) {
  /** What can be filled in. */
  public static final List<String> FIELDS = List.of("board", "host", "user", "session", "cause");

  private static final Pattern FIELD = Pattern.compile("\\{([a-z-]+)}");
  private static final int MOST = 64;

  /** Nothing is run. */
  public static final Argv NOTHING = new Argv(List.of());

  /** Copies the list and checks it. */
  public Argv {
    words = List.copyOf(words);
    Optional<String> unknown = unknownField(words);
    new Rules()
        .that(words.size() <= MOST, "", "has more than " + MOST + " arguments")
        .that(
            words.isEmpty() || words.get(0).startsWith("/"),
            "",
            "must begin with the absolute path of a program; there is no shell and no search path")
        .that(words.stream().noneMatch(word -> word.indexOf('\0') >= 0), "", "holds a zero byte")
        .that(
            unknown.isEmpty(),
            "",
            "{%s} is unknown; here one may write {%s}"
                .formatted(unknown.orElse(""), String.join("}, {", FIELDS)))
        .hold();
  }

  private static Optional<String> unknownField(List<String> words) {
    return words.stream()
        .flatMap(word -> FIELD.matcher(word).results())
        .map((MatchResult found) -> found.group(1))
        .filter(name -> !FIELDS.contains(name))
        .findFirst();
  }

  /** Whether there is nothing to run. */
  public boolean isNothing() {
    return words.isEmpty();
  }
}
