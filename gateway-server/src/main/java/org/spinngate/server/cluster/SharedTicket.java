package org.spinngate.server.cluster;

import java.util.Optional;
import org.spinngate.server.lease.Ticket;

/** A place in the queue for a board that this gateway serves, which counts in a quota. */
record SharedTicket(Ticket inner, Optional<QuotaPlace> counted) implements Ticket {
  @Override
  public int place() {
    return inner.place();
  }

  @Override
  public void cancel() {
    inner.cancel();
    counted.ifPresent(QuotaPlace::leave);
  }
}
