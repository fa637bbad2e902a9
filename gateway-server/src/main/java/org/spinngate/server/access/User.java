package org.spinngate.server.access;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.spinngate.server.config.TokenSettings;
import org.spinngate.server.config.UserSettings;

/** Somebody whom the operator knows. */
public final class User {
  private final UserSettings settings;
  private final List<Token> tokens;

  private record Token(TokenHash hash, Optional<LocalDate> expires) {
    static Token of(TokenSettings settings) {
      return new Token(TokenHash.parse(settings.hash()), settings.expires());
    }

    boolean lasts(LocalDate today) {
      return expires.filter(today::isAfter).isEmpty();
    }
  }

  User(UserSettings settings) {
    this.settings = settings;
    this.tokens = settings.tokens().stream().map(Token::of).toList();
  }

  /** The name that the log shows. */
  public String name() {
    return settings.name();
  }

  /**
   * Whether somebody can log in by this name. Otherwise it stands for many, such as all old
   * clients, whom nothing but their addresses tells apart, and whose sessions nobody can come back
   * to.
   */
  public boolean logsIn() {
    return !tokens.isEmpty();
  }

  /** Whether one of the operator's patterns for this user matches the board's name. */
  public boolean mayUse(String boardName) {
    return settings.mayUse(boardName);
  }

  /** Compares with every token, whichever matches, so that the time tells nothing. */
  boolean has(TokenHash token, LocalDate today) {
    boolean found = false;
    for (Token known : tokens) {
      boolean same = known.hash.matches(token);
      boolean lasts = known.lasts(today);
      found |= same && lasts;
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
