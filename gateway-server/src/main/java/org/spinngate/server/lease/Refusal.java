package org.spinngate.server.lease;

import org.spinngate.protocol.CloseCause;

/**
 * Why somebody does not get a session.
 *
 * @param cause the word for programs
 * @param text for people, a clause without a full stop
 */
public record Refusal(CloseCause cause, String text) {
  /** In the usual words. */
  public static Refusal of(CloseCause cause) {
    return new Refusal(cause, cause.sentence());
  }
}
