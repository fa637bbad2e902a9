package org.spinngate.server.order;

import java.util.List;
import java.util.Optional;

/**
 * What became of the lifting of bans.
 *
 * @param bars what was lifted, as far as this gateway knew of it
 * @param here how many this gateway itself has lifted, those of names included that are not shown
 * @param elsewhere the gateways that had some to lift
 * @param silent the gateways that have not answered yet
 * @param untold why the other gateways do nothing, if they do not
 */
public record Lifted(
    List<Barred> bars,
    int here,
    List<String> elsewhere,
    List<String> silent,
    Optional<String> untold) {

  /** Copies the lists. */
  public Lifted {
    bars = List.copyOf(bars);
    elsewhere = List.copyOf(elsewhere);
    silent = List.copyOf(silent);
  }

  /** Whether there was anything. */
  public boolean any() {
    return !bars.isEmpty() || here > 0 || !elsewhere.isEmpty();
  }

  /** How many there were of a name that is no user's, and that nobody is shown. */
  public int unshown() {
    return bars.isEmpty() ? here : 0;
  }
}
