package org.spinngate.server.testing;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spinngate.server.access.Login;
import org.spinngate.server.access.TokenHash;
import org.spinngate.server.access.User;
import org.spinngate.server.access.Users;
import org.spinngate.server.config.TokenSettings;
import org.spinngate.server.config.UserSettings;

/** Users whose token is their name. */
public final class Somebody {
  private Somebody() {}

  /** A user who may use the boards of these patterns. */
  public static User named(String name, String... boards) {
    return letIn(name, boards).user();
  }

  /** The same, having logged in. */
  public static Login letIn(String name, String... boards) {
    Users all = new Users(Map.of(name, settings(name, boards)), Clock.systemUTC());
    return all.login(name, token(name)).orElseThrow();
  }

  /** A user who stands for many, and whom nobody logs in as. */
  public static User withoutToken(String name, String... boards) {
    UserSettings settings = new UserSettings(name, List.of(), List.of(boards), Optional.empty());
    return new Users(Map.of(name, settings), Clock.systemUTC()).find(name).orElseThrow();
  }

  /** What the configuration says of such a user. */
  public static UserSettings settings(String name, String... boards) {
    return new UserSettings(name, hashes(name), List.of(boards), Optional.empty());
  }

  /** The same, with a last day. */
  public static UserSettings until(LocalDate day, String name, String... boards) {
    return new UserSettings(name, hashes(name), List.of(boards), Optional.of(day));
  }

  /** What this user logs in with. */
  public static String token(String name) {
    return "token-of-" + name;
  }

  private static List<TokenSettings> hashes(String name) {
    return List.of(TokenSettings.lasting(TokenHash.of(token(name)).text()));
  }
}
