package org.spinngate.server.access;

import java.util.Optional;

/**
 * Who was let in, and by which token. What came of it, such as a connection or a session, may go on
 * for as long as {@link Users#stillValid} says so.
 *
 * @param user as the configuration described the user at that time
 * @param token that was shown; empty if the user has none, as all old clients
 */
public record Login(User user, Optional<TokenHash> token) {

  /** Somebody whom nothing but an address lets in. */
  public static Login withoutToken(User user) {
    return new Login(user, Optional.empty());
  }

  static Login by(User user, TokenHash token) {
    return new Login(user, Optional.of(token));
  }

  /** The user's name. */
  public String name() {
    return user.name();
  }
}
