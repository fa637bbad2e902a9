package org.spinngate.protocol.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramChannel;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What sockets are asked for, and what may be tried by them. */
class WholePacketsTest {
  private static InetAddress address(String literal) throws UnknownHostException {
    return InetAddress.getByName(literal);
  }

  @ParameterizedTest
  @CsvSource({"127.0.0.1, 127.0.0.1, 1472", "::1, ::1, 1452", "::, 127.0.0.1, 1472"})
  void onLinuxTheSocketsOfBothFamiliesSendWholePackets(String own, String peer, int longest)
      throws UnknownHostException {
    if (Transport.best() != Transport.EPOLL) {
      return;
    }
    Channel socket = WholePackets.ask(Transport.EPOLL.datagramChannel(address(own)));

    assertThat(WholePackets.longest(socket, address(peer))).isEqualTo(longest);
    socket.unsafe().closeForcibly();
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void aSocketThatWasNotAskedMayMakeFragments(Transport transport) throws UnknownHostException {
    if (!Transport.available().contains(transport)) {
      return;
    }
    DatagramChannel socket = transport.datagramChannel(address("127.0.0.1"));

    assertThat(WholePackets.longest(socket, address("127.0.0.1"))).isEqualTo(1200);
    socket.unsafe().closeForcibly();
  }

  @Test
  void whereItCannotBeAskedForNothingIsTried() throws UnknownHostException {
    DatagramChannel socket = WholePackets.ask(Transport.NIO.datagramChannel(address("127.0.0.1")));

    assertThat(WholePackets.longest(socket, address("127.0.0.1"))).isEqualTo(1200);
    socket.unsafe().closeForcibly();
  }
}
