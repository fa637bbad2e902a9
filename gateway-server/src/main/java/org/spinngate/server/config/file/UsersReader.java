package org.spinngate.server.config.file;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.spinngate.server.config.TokenSettings;
import org.spinngate.server.config.UserSettings;

/** Reads the users. */
final class UsersReader {
  private final Set<String> boards;

  /** For warnings about users who can use none of these boards. */
  UsersReader(Set<String> boards) {
    this.boards = boards;
  }

  Map<String, UserSettings> read(Section gateway) {
    Section users = gateway.section("users");
    Map<String, UserSettings> read = new LinkedHashMap<>();
    for (String name : users.keys()) {
      user(users.section(name)).ifPresent(user -> read.put(name, user));
    }
    if (users.keys().isEmpty()) {
      gateway.warning("users", "is empty; nobody can log in");
    }
    return read;
  }

  private Optional<UserSettings> user(Section user) {
    user.warnIfRepeated();
    List<TokenSettings> tokens = user.list("tokens", UsersReader::token);
    List<String> patterns = user.list("boards", Conversions::boardPattern);
    Optional<LocalDate> expires = user.find("expires", Conversions::day);
    user.refuseUnknownKeys();
    Optional<UserSettings> built =
        user.build(() -> new UserSettings(user.name(), tokens, patterns, expires));
    built.ifPresent(settings -> warn(user, settings));
    return built;
  }

  /** A hash, or a block with a hash and its last day. */
  private static TokenSettings token(ConfigValue value) throws Unfit {
    if (!(value instanceof ConfigObject block)) {
      return TokenSettings.lasting(Conversions.tokenHash(value));
    }
    ConfigValue hash = block.get("hash");
    ConfigValue expires = block.get("expires");
    if (hash == null || block.size() != (expires == null ? 1 : 2)) {
      throw new Unfit("must be a hash, or { hash = \"sha256:…\", expires = 2027-01-31 }");
    }
    return new TokenSettings(
        Conversions.tokenHash(hash),
        expires == null ? Optional.empty() : Optional.of(Conversions.day(expires)));
  }

  private void warn(Section user, UserSettings settings) {
    if (settings.tokenHashes().isEmpty()) {
      user.warning("tokens", "is empty; this user cannot log in");
    }
    if (boards.stream().noneMatch(settings::mayUse)) {
      user.warning("boards", "matches no board; this user can log in but use nothing");
    }
  }
}
