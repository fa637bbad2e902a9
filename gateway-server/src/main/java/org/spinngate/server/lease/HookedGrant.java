package org.spinngate.server.lease;

import java.util.function.Consumer;
import org.spinngate.protocol.CloseCause;

/**
 * A grant of a board to which something is done when it is given back: that is told before anybody
 * else can get it.
 *
 * @param grant of the book of leases
 * @param stay begun with it
 */
public record HookedGrant(Grant grant, BoardHooks.Stay stay) implements Grant {
  @Override
  public SessionIdentity session() {
    return grant.session();
  }

  @Override
  public int generation() {
    return grant.generation();
  }

  @Override
  public void begun(Runnable noted) {
    stay.begun();
    grant.begun(noted);
  }

  @Override
  public void onLost(Consumer<Refusal> listener) {
    grant.onLost(listener);
  }

  @Override
  public void release(CloseCause cause) {
    try {
      stay.end(cause);
    } finally {
      grant.release(cause);
    }
  }
}
