package org.spinngate.server.access;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spinngate.server.config.UserSettings;

/** Everybody whom the operator knows. Immutable, hence usable from every thread. */
public final class Users {
  private final Map<String, User> users;
  private final Clock clock;

  /** Compared with when the name is unknown; it has as many tokens as the user with the most. */
  private final User nobody;

  /** The users of one configuration; the clock decides who is expired. */
  public Users(Map<String, UserSettings> settings, Clock clock) {
    this.users =
        settings.values().stream()
            .collect(Collectors.toUnmodifiableMap(UserSettings::name, User::new));
    this.clock = clock;
    int most =
        settings.values().stream().mapToInt(user -> user.tokenHashes().size()).max().orElse(0);
    String unknown = TokenHash.of("").text();
    this.nobody =
        new User(
            new UserSettings(
                "nobody",
                Collections.nCopies(Math.max(1, most), unknown),
                List.of(),
                Optional.empty()));
  }

  /**
   * The user of this name and token. Unknown names, wrong tokens and expired users all give
   * nothing, after the same kind of work.
   */
  public Optional<User> login(String name, String token) {
    User known = users.get(name);
    User compared = known == null ? nobody : known;
    boolean right = compared.has(TokenHash.of(token));
    boolean expired = compared.expired(LocalDate.now(clock.withZone(ZoneOffset.UTC)));
    return Optional.ofNullable(known).filter(user -> right && !expired);
  }
}
