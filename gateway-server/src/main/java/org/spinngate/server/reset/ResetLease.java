package org.spinngate.server.reset;

import java.time.Duration;
import java.time.Instant;
import org.spinngate.protocol.Holder;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.lease.LeaseListener;

/**
 * Who has a board only for as long as it is power-cycled, and never waits for it.
 *
 * @param account whose it is
 * @param since from when on
 */
record ResetLease(String account, Instant since) implements LeaseListener {
  @Override
  public Holder describe() {
    return new Holder(account, since, Duration.ZERO);
  }

  @Override
  public void granted(Grant grant) {
    throw new IllegalStateException("granted to one who does not wait");
  }

  @Override
  public void moved() {}

  @Override
  public void questioned() {}
}
