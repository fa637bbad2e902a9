package org.spinngate.server.order;

import java.util.Optional;

/**
 * What became of a kick.
 *
 * @param gateway where the session is or was, by the operator's word; empty if here
 * @param untold why the other gateways do not keep its user away, if they do not
 */
public record Kicked(State state, Optional<String> gateway, Optional<String> untold) {
  /** How far it has come. */
  public enum State {
    /** The session is ended. */
    ENDED,
    /** The gateway that has it is silent: it is ended there when it speaks, or elsewhere. */
    ORDERED,
    /** There is no such session. */
    UNKNOWN
  }
}
