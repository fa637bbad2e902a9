package org.spinngate.server.operate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What stands after a verb.
 *
 * @param json whether the answer should be JSON
 * @param operands what it is about
 * @param options the values of its options, by names such as {@code --reason}; empty for flags
 */
public record Arguments(boolean json, List<String> operands, Map<String, String> options) {
  static final String JSON = "--json";
  static final String REASON = "--reason";
  static final String DEADLINE = "--deadline";
  static final String USER = "--user";
  static final String ALL = "--all";

  /** A reason is a line in logs and on screens. */
  private static final int LONGEST_REASON = 200;

  /** Copies the collections. */
  public Arguments {
    operands = List.copyOf(operands);
    options = Map.copyOf(options);
  }

  /**
   * Sorts the words.
   *
   * @param valued the options that take the word after them
   * @param flags the options that take none
   */
  static Arguments of(List<String> words, Set<String> valued, Set<String> flags)
      throws VerbRefusal {
    boolean json = false;
    List<String> operands = new ArrayList<>();
    Map<String, String> options = new LinkedHashMap<>();
    Iterator<String> rest = words.iterator();
    while (rest.hasNext()) {
      String word = rest.next();
      if (word.equals(JSON)) {
        json = true;
      } else if (valued.contains(word)) {
        put(options, word, rest);
      } else if (flags.contains(word)) {
        options.put(word, "");
      } else if (word.startsWith("--")) {
        throw VerbRefusal.usage("unknown option " + word);
      } else {
        operands.add(word);
      }
    }
    return new Arguments(json, operands, options);
  }

  private static void put(Map<String, String> options, String name, Iterator<String> rest)
      throws VerbRefusal {
    if (!rest.hasNext()) {
      throw VerbRefusal.usage(name + " has no value");
    }
    if (options.put(name, rest.next()) != null) {
      throw VerbRefusal.usage(name + " stands twice");
    }
  }

  /** For a verb that is about nothing in particular. */
  void requireNoOperand() throws VerbRefusal {
    if (!operands.isEmpty()) {
      throw VerbRefusal.usage("unexpected: " + String.join(" ", operands));
    }
  }

  /** The one thing that the verb is about. */
  String operand(String what) throws VerbRefusal {
    if (operands.size() != 1) {
      throw VerbRefusal.usage("name one " + what + ", not " + operands.size());
    }
    return operands.get(0);
  }

  /** Whether a flag is given. */
  boolean has(String flag) {
    return options.containsKey(flag);
  }

  /** What the verb is about, for the audit, if it is about one thing. */
  Optional<String> object() {
    return Optional.ofNullable(options.get(USER))
        .map(user -> "user:" + user)
        .or(() -> operands.stream().findFirst());
  }

  /** The reason, if one is given: one line of some length. */
  Optional<String> reason() throws VerbRefusal {
    Optional<String> reason = Optional.ofNullable(options.get(REASON)).map(String::strip);
    if (reason.isPresent() && !isReason(reason.get())) {
      throw VerbRefusal.usage("a reason is one line of 1 to " + LONGEST_REASON + " characters");
    }
    return reason;
  }

  /** The reason in words, also if none is given. */
  String reasonInWords() throws VerbRefusal {
    return reason().orElse("no reason was given");
  }

  private static boolean isReason(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST_REASON
        && text.chars().noneMatch(Character::isISOControl);
  }
}
