package org.spinngate.server.net;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.server.config.AddressBlock;

/**
 * The networks that this machine is attached to, which come and go while a server runs.
 *
 * <p>Thread-safe.
 */
public final class LocalNetworks {
  private static final Logger LOG = LoggerFactory.getLogger(LocalNetworks.class);

  private volatile List<AddressBlock> known = List.of();

  /** Those of the last look; none before the first. Any thread. */
  public List<AddressBlock> all() {
    return known;
  }

  /** Asks the system, so not on an event loop. What cannot be read stays as it was. */
  public void look() {
    try {
      known =
          NetworkInterface.networkInterfaces()
              .flatMap(each -> each.getInterfaceAddresses().stream())
              .filter(each -> each.getNetworkPrefixLength() > 0)
              .map(each -> new AddressBlock(each.getAddress(), each.getNetworkPrefixLength()))
              .distinct()
              .toList();
    } catch (SocketException e) {
      LOG.debug("the networks of this machine cannot be read: {}", e.getMessage());
    }
  }
}
