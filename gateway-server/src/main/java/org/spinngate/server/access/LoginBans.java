package org.spinngate.server.access;

import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * The bans after wrong tokens, as the operator sees them.
 *
 * @param shared all that hold here
 * @param users the names that may be shown; others may be anything, a token too
 */
public record LoginBans(SharedBans shared, Supplier<? extends Collection<String>> users) {
  /** All that hold at this moment. */
  public List<LoginBan> rows() {
    return shared.bans(users.get());
  }

  /**
   * Lifts them, as {@link SharedBans#lift} says.
   *
   * @return how many there were
   */
  public int lift(BanTarget target) {
    return shared.lift(target);
  }
}
