package org.spinngate.server.usage;

import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ResendCounts;

/** For whom nobody counts. */
public final class Unmetered implements SessionMeter {
  @Override
  public void opened(String board) {}

  @Override
  public void resumed(String board) {}

  @Override
  public void ended(String board, CloseCause cause) {}

  @Override
  public void moved(String board, Carrier carrier, Traffic.Snapshot since) {}

  @Override
  public void resent(ResendCounts since) {}

  @Override
  public void booted(String board, boolean complete) {}

  @Override
  public void answered(String board, RoundTrips answers) {}

  @Override
  public void tunnelRoundTrip(long nanos) {}
}
