package org.spinngate.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class LocalNetworksTest {
  private final LocalNetworks networks = new LocalNetworks();

  @Test
  void thereAreNoneBeforeTheFirstLook() {
    assertThat(networks.all()).isEmpty();
  }

  @Test
  void thisMachinesOwnAddressesAreInThemAndNoneIsEverything() {
    networks.look();

    assertThat(networks.all())
        .anyMatch(network -> network.contains(NetUtil.LOCALHOST4))
        .allMatch(network -> network.prefix() > 0);
    for (InetAddress address : LocalAddresses.now()) {
      assertThat(networks.all()).anyMatch(network -> network.contains(address));
    }
  }
}
