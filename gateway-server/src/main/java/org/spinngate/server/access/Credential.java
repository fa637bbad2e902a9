package org.spinngate.server.access;

/** What somebody shows to be let in. Every {@link Authenticator} says which of them it knows. */
public sealed interface Credential {
  /** The name that is claimed; it may be nobody's. */
  String user();

  /**
   * A name and the token that belongs to it.
   *
   * @param token as it was sent, without a newline
   */
  record Token(String user, String token) implements Credential {
    /** Masked: logs have no business with it. */
    @Override
    public String toString() {
      return "a token of " + user;
    }
  }
}
