package org.spinngate.client.config;

/**
 * A user and the proof of being that user.
 *
 * @param user the name that the operator gave this user
 * @param token the bearer token; never shown
 */
public record UserToken(String user, String token) {
  @Override
  public String toString() {
    return "UserToken[" + user + "]";
  }
}
