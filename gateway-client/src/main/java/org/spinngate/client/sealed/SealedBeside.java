package org.spinngate.client.sealed;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.client.local.Applications;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.repeat.LaterTask;
import org.spinngate.protocol.sealed.SealedTunnel;

/**
 * What lies beside one connection: nothing until the server gives keys, and a path from then on. A
 * user who wants UDP alone is told if no packet comes through.
 *
 * <p>Confined to the one event loop.
 */
final class SealedBeside implements SealedCarrier.Beside {
  /** Several questions long, and shorter than anybody waits before looking for the reason. */
  private static final int PATIENCE_SECONDS = 5;

  private final SealedCarrier carrier;
  private final Channel connection;
  private final SealedTunnel tunnel;
  private final Applications applications;
  private @Nullable SealedLink link;
  private boolean proven;

  SealedBeside(
      SealedCarrier carrier, Channel connection, SealedTunnel tunnel, Applications applications) {
    this.carrier = carrier;
    this.connection = connection;
    this.tunnel = tunnel;
    this.applications = applications;
    lookLater();
  }

  @Override
  public void keys(Sealing keys) {
    SealedLink known = link;
    if (known != null) {
      known.renew(keys);
    } else if (carrier.isWanted()) {
      SealedLink made = new SealedLink(carrier, this, connection, keys, tunnel, applications);
      link = made;
      made.start();
    }
  }

  /** Answers come, or do not come any more. */
  void proven(boolean now) {
    proven = now;
    if (now) {
      carrier.warnings().heard();
    } else {
      lookLater();
    }
  }

  private void lookLater() {
    if (carrier.sealedOnly()) {
      var unused =
          new LaterTask(this::look).in(connection.eventLoop(), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void look() {
    if (proven || !connection.isActive()) {
      return;
    }
    InetSocketAddress server = (InetSocketAddress) connection.remoteAddress();
    if (link == null) {
      carrier.warnings().notOffered(server);
    } else {
      carrier.warnings().silent(server);
    }
  }

  @Override
  public void end() {
    carrier.observer().down(tunnel);
    if (link != null) {
      link.end();
    }
  }
}
