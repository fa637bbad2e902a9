package org.spinngate.server.order;

import java.util.List;
import java.util.Optional;

/**
 * What became of the lifting of bans.
 *
 * @param bars what was lifted, as far as this gateway knew of it
 * @param elsewhere the gateways that had some to lift
 * @param silent the gateways that have not answered yet
 * @param untold why the other gateways do nothing, if they do not
 */
public record Lifted(
    List<Barred> bars, List<String> elsewhere, List<String> silent, Optional<String> untold) {

  /** Copies the lists. */
  public Lifted {
    bars = List.copyOf(bars);
    elsewhere = List.copyOf(elsewhere);
    silent = List.copyOf(silent);
  }

  /** Whether there was anything. */
  public boolean any() {
    return !bars.isEmpty() || !elsewhere.isEmpty();
  }
}
