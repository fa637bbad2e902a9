package org.spinngate.client.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressOrderTest {
  private static InetAddress address(String text) {
    try {
      return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(text));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(text, e);
    }
  }

  private static List<InetAddress> addresses(String texts) {
    return Arrays.stream(texts.split(" ")).map(AddressOrderTest::address).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, , 10.0.0.1",
    "10.0.0.2 10.0.0.1, , 10.0.0.2 10.0.0.1",
    "::1 ::2 10.0.0.1 10.0.0.2, , ::1 10.0.0.1 ::2 10.0.0.2",
    "10.0.0.1 10.0.0.2 10.0.0.3 ::1, , 10.0.0.1 ::1 10.0.0.2 10.0.0.3",
    "10.0.0.1 10.0.0.1 ::1, , 10.0.0.1 ::1",
    "10.0.0.1 10.0.0.2 ::1, 10.0.0.2, 10.0.0.2 10.0.0.1 ::1",
    "10.0.0.1 ::1, 10.9.9.9, 10.0.0.1 ::1"
  })
  void familiesTakeTurnsAfterTheAddressThatWorkedLast(String found, String latest, String order) {
    InetAddress worked = latest == null ? null : address(latest);

    assertThat(AddressOrder.of(addresses(found), worked)).isEqualTo(addresses(order));
  }
}
