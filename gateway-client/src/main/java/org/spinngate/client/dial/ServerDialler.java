package org.spinngate.client.dial;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.ssl.SslContext;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.SettingsException;
import org.spinngate.client.local.ClientSockets;
import org.spinngate.client.sealed.SealedCarrier;

/**
 * Dials a server over TCP and TLS, or the gateways of a facility in turn.
 *
 * <p>Confined to the one event loop, once made.
 */
public final class ServerDialler implements Dialler {
  private static final int CONNECT_MILLIS = 5_000;

  /** Beyond the upper one, SCP datagrams are dropped, as the tools have given up on them. */
  private static final WriteBufferWaterMark WRITE_LIMIT =
      new WriteBufferWaterMark(128 * 1024, 256 * 1024);

  private final ClientSockets sockets;
  private final String client;
  private final SslContext identity;
  private final Gateways gateways;
  private final Consumer<String> warnings;
  private final SealedCarrier sealed;
  private String latestWarning = "";

  /**
   * @param sockets starts those of each call
   * @param access the servers in the order in which they are tried, and how to get in
   * @param client name and version of this program, for the server's log
   * @param names finds the server's addresses
   * @param sealed makes a second carrier beside each connection; its clock is that of both
   * @param warnings told what the user should know though it goes on
   * @throws SettingsException if what the user trusts cannot be read
   */
  public ServerDialler(
      ClientSockets sockets,
      ServerAccess access,
      String client,
      NameLookup names,
      SealedCarrier sealed,
      Consumer<String> warnings)
      throws SettingsException {
    this.sockets = sockets;
    this.client = client;
    this.identity = IdentityCheck.of(access.trust());
    this.warnings = warnings;
    this.gateways = new Gateways(access, names, sockets.loop());
    this.sealed = sealed;
  }

  @Override
  public Call dial(Caller caller) {
    RoundPauses patience = new RoundPauses(sockets.loop(), ThreadLocalRandom.current()::nextDouble);
    SilentGateways silent = new SilentGateways(sockets.loop());
    FacilityCall call =
        new FacilityCall(gateways, this::dial, caller, this::warnOnce, patience, silent);
    call.start();
    return call;
  }

  private Call dial(Gateway gateway, Caller caller) {
    ServerCall.Target target =
        new ServerCall.Target(sockets.loop(), gateway.address(), gateways.addressesOf(gateway));
    ServerCall call = new ServerCall(target, of -> connection(gateway, of), caller, this::warnOnce);
    call.start();
    return call;
  }

  private Bootstrap connection(Gateway gateway, Caller caller) {
    return sockets.stream()
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
        .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_LIMIT)
        .handler(
            new ConnectionInitializer(identity, gateway, client, caller, sealed.timing(), sealed));
  }

  private void warnOnce(String warning) {
    if (!warning.equals(latestWarning)) {
      latestWarning = warning;
      warnings.accept(warning);
    }
  }
}
