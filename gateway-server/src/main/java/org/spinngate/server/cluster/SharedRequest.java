package org.spinngate.server.cluster;

import java.util.function.Function;
import org.spinngate.protocol.Holder;
import org.spinngate.server.lease.Grant;
import org.spinngate.server.lease.LeaseListener;
import org.spinngate.server.lease.LeaseRequest;

/** Who waits for a board hears of a grant that can be lost. */
record SharedRequest(LeaseListener listener, Function<Grant, Grant> losable)
    implements LeaseListener {
  static LeaseRequest of(LeaseRequest asked, Function<Grant, Grant> losable) {
    return new LeaseRequest(
        asked.board(),
        asked.account(),
        asked.mayWait(),
        asked.former(),
        new SharedRequest(asked.listener(), losable));
  }

  @Override
  public Holder describe() {
    return listener.describe();
  }

  @Override
  public void granted(Grant grant) {
    listener.granted(losable.apply(grant));
  }

  @Override
  public void moved() {
    listener.moved();
  }

  @Override
  public void questioned() {
    listener.questioned();
  }
}
