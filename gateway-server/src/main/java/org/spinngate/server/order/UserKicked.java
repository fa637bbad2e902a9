package org.spinngate.server.order;

import java.util.List;
import java.util.Optional;

/**
 * What became of the kick of a user.
 *
 * @param gone what was ended, at all gateways together
 * @param silent the gateways that have not answered yet
 * @param untold why the other gateways do nothing, if they do not
 */
public record UserKicked(Gone gone, List<String> silent, Optional<String> untold) {

  /** Copies the list. */
  public UserKicked {
    silent = List.copyOf(silent);
  }
}
