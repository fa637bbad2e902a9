package org.spinngate.server.access;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.spinngate.server.config.TokenSettings;
import org.spinngate.server.config.UserSettings;

/**
 * Everybody whom the operator knows. Asked for a login, it answers at once.
 *
 * <p>Thread-safe; all users are replaced at once.
 */
public final class Users implements Authenticator {
  private final Clock clock;
  private volatile Known known;

  /**
   * The users of one configuration.
   *
   * @param byName all of them
   * @param nobody compared with when the name is unknown; it has as many tokens as the user with
   *     the most
   */
  private record Known(Map<String, User> byName, User nobody) {}

  /** The users of one configuration; the clock decides who is expired. */
  public Users(Map<String, UserSettings> settings, Clock clock) {
    this.clock = clock;
    this.known = known(settings);
  }

  /** From here on there are these users and no others. */
  public void replace(Map<String, UserSettings> settings) {
    known = known(settings);
  }

  private static Known known(Map<String, UserSettings> settings) {
    int most =
        settings.values().stream().mapToInt(user -> user.tokenHashes().size()).max().orElse(0);
    TokenSettings unknown = TokenSettings.lasting(TokenHash.of("").text());
    User nobody =
        new User(
            new UserSettings(
                "nobody",
                Collections.nCopies(Math.max(1, most), unknown),
                List.of(),
                Optional.empty()));
    return new Known(
        settings.values().stream()
            .collect(Collectors.toUnmodifiableMap(UserSettings::name, User::new)),
        nobody);
  }

  /** All names, those of users whose time is over too. */
  public Set<String> names() {
    return known.byName.keySet();
  }

  /** The user of this name, unless there is none or its time is over. */
  public Optional<User> find(String name) {
    return Optional.ofNullable(known.byName.get(name)).filter(user -> !user.expired(today()));
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(ZoneOffset.UTC));
  }

  /**
   * Whether somebody who was let in would be let in now: the user is still known, and the token is
   * still one of the user's, and the last day of neither is over. Another user who was given the
   * name later has other tokens.
   */
  public boolean stillValid(Login login) {
    return find(login.name())
        .filter(
            user ->
                login
                    .token()
                    .map(token -> user.has(token, today()))
                    .orElseGet(() -> !user.logsIn()))
        .isPresent();
  }

  @Override
  public CompletionStage<Optional<Login>> login(Credential credential) {
    Optional<Login> login =
        credential instanceof Credential.Token shown
            ? login(shown.user(), shown.token())
            : Optional.empty();
    return CompletableFuture.completedStage(login);
  }

  /**
   * The user of this name and token. Unknown names, wrong tokens and expired users all give
   * nothing, after the same kind of work.
   */
  public Optional<Login> login(String name, String token) {
    Known now = known;
    User found = now.byName.get(name);
    User compared = found == null ? now.nobody : found;
    LocalDate today = today();
    TokenHash hash = TokenHash.of(token);
    boolean right = compared.has(hash, today);
    boolean expired = compared.expired(today);
    return Optional.ofNullable(found)
        .filter(user -> right && !expired)
        .map(user -> Login.by(user, hash));
  }
}
