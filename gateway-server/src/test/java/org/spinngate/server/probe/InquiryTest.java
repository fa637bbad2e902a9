package org.spinngate.server.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketException;
import org.junit.jupiter.api.Test;

class InquiryTest {
  @Test
  void whatTheNetworkSaidIsToldWithoutTheAddressThatIsKnown() {
    assertThat(Inquiry.words(new SocketException("Host is down: /192.168.240.3:17893")))
        .isEqualTo("Host is down");
    assertThat(Inquiry.words(new NoRouteToHostException("null: /192.168.240.3:17893")))
        .isEqualTo("Network is unreachable");
    assertThat(Inquiry.words(new NoRouteToHostException("No route to host")))
        .isEqualTo("No route to host");
    assertThat(Inquiry.words(new PortUnreachableException())).isEqualTo("ICMP: port unreachable");
    assertThat(Inquiry.words(new SocketException())).isEqualTo("SocketException");
  }
}
