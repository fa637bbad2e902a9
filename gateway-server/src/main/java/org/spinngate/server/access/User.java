package org.spinngate.server.access;

import java.time.LocalDate;
import java.util.List;
import org.spinngate.server.config.UserSettings;

/** Somebody whom the operator knows. */
public final class User {
  private final UserSettings settings;
  private final List<TokenHash> tokens;

  User(UserSettings settings) {
    this.settings = settings;
    this.tokens = settings.tokenHashes().stream().map(TokenHash::parse).toList();
  }

  /** The name that the log shows. */
  public String name() {
    return settings.name();
  }

  /** Whether one of the operator's patterns for this user matches the board's name. */
  public boolean mayUse(String boardName) {
    return settings.mayUse(boardName);
  }

  /** Compares with every token, whichever matches, so that the time tells nothing. */
  boolean has(TokenHash token) {
    boolean found = false;
    for (TokenHash known : tokens) {
      found |= known.matches(token);
    }
    return found;
  }

  boolean expired(LocalDate today) {
    return settings.expires().filter(today::isAfter).isPresent();
  }

  @Override
  public String toString() {
    return name();
  }
}
