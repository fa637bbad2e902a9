package org.spinngate.server.order;

/**
 * What was ended of a user.
 *
 * @param sessions how many sessions
 * @param connections how many connections without one, waiting for a board or not
 */
public record Gone(int sessions, int connections) {
  /** Nothing. */
  public static final Gone NOTHING = new Gone(0, 0);

  /** Both together. */
  public Gone and(Gone other) {
    return new Gone(sessions + other.sessions, connections + other.connections);
  }
}
