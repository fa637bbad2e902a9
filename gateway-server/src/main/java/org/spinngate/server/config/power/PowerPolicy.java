package org.spinngate.server.config.power;

/** When the gateway switches the power of a board by itself. */
public enum PowerPolicy {
  /** Only when an operator says so. */
  NEVER,
  /** Off and on again after each session and before the next one. */
  BETWEEN_USERS,
  /** Off when nobody has had the board for a while, and on before a session. */
  ON_DEMAND
}
