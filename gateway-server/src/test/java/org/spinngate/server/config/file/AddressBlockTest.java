package org.spinngate.server.config.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.util.NetUtil;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spinngate.server.config.AddressBlock;
import org.spinngate.server.config.PrivateNetworks;

class AddressBlockTest {
  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(literal));
  }

  private static AddressBlock network(String text) throws Exception {
    return new Addresses(AddressBlockTest::address).network(text);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1",
    "10.0.0.7, 10.0.0.7",
    "0.0.0.0/0, 203.0.113.9",
    "192.168.0.0/30, 192.168.0.3",
    "172.16.0.0/12, 172.31.255.255",
    "2001:db8::/33, 2001:db8:7fff::1",
    "::/0, 2001:db8::1"
  })
  void anAddressIsInsideIfItsFirstBitsAreTheSame(String network, String inside) throws Exception {
    assertThat(network(network).contains(address(inside))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 11.0.0.1",
    "10.0.0.7, 10.0.0.8",
    "192.168.0.0/30, 192.168.0.4",
    "172.16.0.0/12, 172.32.0.0",
    "0.0.0.0/0, 2001:db8::1",
    "2001:db8::/33, 2001:db8:8000::1",
    "::/0, 10.0.0.1"
  })
  void otherwiseItIsOutside(String network, String outside) throws Exception {
    assertThat(network(network).contains(address(outside))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3/8, 10.0.0.0/8",
    "127.17.1.0/16, 127.17.0.0/16",
    "192.168.0.1/31, 192.168.0.0/31",
    "2001:db8::1/32, 2001:db8::/32"
  })
  void whoWritesBitsAfterThePrefixMayMeanAnother(String network, String meant) {
    assertThatThrownBy(() -> network(network))
        .isInstanceOfSatisfying(
            Unfit.class,
            unfit -> assertThat(unfit.reason()).contains("bits after its prefix", meant));
  }

  @Test
  void anAddressInTheWordsOfIpv6IsWhatItStandsFor() throws Exception {
    byte[] mapped = NetUtil.createByteArrayFromIpAddressString("::ffff:0.0.0.0");
    mapped[12] = 10;
    mapped[15] = 7;
    InetAddress address = Inet6Address.getByAddress(null, mapped, 0);

    assertThat(address).isInstanceOf(Inet6Address.class);
    assertThat(network("10.0.0.0/8").contains(address)).isTrue();
    assertThat(network("10.0.0.8").contains(address)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, true",
    "10.7.0.0/16, true",
    "8.0.0.0/7, false",
    "192.168.1.0/24, true",
    "127.0.0.1/32, true",
    "100.64.0.0/10, true",
    "0.0.0.0/0, false",
    "203.0.113.0/24, false",
    "fd00::/8, true",
    "2001:db8::/32, false",
    "::/0, false"
  })
  void aNetworkIsPrivateIfAllOfItIs(String network, boolean isPrivate) throws Exception {
    assertThat(PrivateNetworks.contain(network(network))).isEqualTo(isPrivate);
  }
}
