package org.spinngate.server.probe;

import java.time.Duration;
import java.time.Instant;
import org.spinngate.protocol.Holder;
import org.spinngate.server.board.Claimant;

/** Somebody who has a board and does nothing with it. */
final class NobodyKnown implements Claimant {
  @Override
  public String account() {
    return "somebody";
  }

  @Override
  public Holder describe() {
    return new Holder("nobody", Instant.EPOCH, Duration.ZERO);
  }

  @Override
  public void granted() {}

  @Override
  public void moved() {}

  @Override
  public void questioned() {}
}
