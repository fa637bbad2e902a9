package org.spinngate.server.config;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.spinngate.server.config.rule.Rules;

/**
 * One user.
 *
 * @param name what the user gives to {@code --user}
 * @param tokens what the user may log in with, any of them
 * @param boardPatterns globs of the boards that this user may use
 * @param expires the last day, in UTC, on which the user may log in
 */
public record UserSettings(
    String name,
    List<TokenSettings> tokens,
    List<String> boardPatterns,
    Optional<LocalDate> expires) {

  /** Checks the name and copies the lists. */
  public UserSettings {
    new Rules().that(Names.isUser(name), "", Names.USER_RULE).hold();
    tokens = List.copyOf(tokens);
    boardPatterns = List.copyOf(boardPatterns);
  }

  /** The hashes of all tokens, in the order of the file. */
  public List<String> tokenHashes() {
    return tokens.stream().map(TokenSettings::hash).toList();
  }

  /** Whether one of the patterns matches this board's name. */
  public boolean mayUse(String boardName) {
    return boardPatterns.stream().anyMatch(pattern -> Glob.matches(pattern, boardName));
  }

  /** Everything but the token hashes, which have no place in a log. */
  @Override
  public String toString() {
    return "UserSettings[name=%s, boardPatterns=%s, expires=%s]"
        .formatted(name, boardPatterns, expires);
  }
}
