package org.spinngate.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.pace.LineShares;

/** Which clients are taken to be at one line. */
class SharedLinesTest {
  private final SharedLines lines = new SharedLines();

  private LineShares to(String address) throws UnknownHostException {
    return lines.to(InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(address)));
  }

  @Test
  void thoseOfOneAddressAre() throws UnknownHostException {
    LineShares line = to("192.0.2.7");

    assertThat(to("192.0.2.7")).isSameAs(line);
    assertThat(to("192.0.2.8")).isNotSameAs(line);
  }

  @Test
  void thoseOfOneSmallestNetworkAre() throws UnknownHostException {
    LineShares line = to("2001:db8:1:2::7");

    assertThat(to("2001:db8:1:2:3::8")).isSameAs(line);
    assertThat(to("2001:db8:1:3::7")).isNotSameAs(line);
  }
}
