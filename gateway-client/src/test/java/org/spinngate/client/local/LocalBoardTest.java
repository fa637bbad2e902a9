package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.netty.util.NetUtil;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.client.net.PortFailure;
import org.spinngate.client.testing.UdpApplication;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Samples;

@ExtendWith(LeakExtension.class)
class LocalBoardTest {
  private final List<String> warnings = new ArrayList<>();
  private ClientSockets sockets = new ClientSockets(Transport.best());

  @AfterEach
  void close() {
    sockets.close().syncUninterruptibly();
  }

  static List<Transport> transports() {
    return Transport.available();
  }

  private LocalBoard bind(String address, int scpPort, int bootPort) throws PortFailure {
    return LocalBoard.bind(
        sockets,
        new LocalBoard.Place(address, scpPort, bootPort),
        false,
        warnings::add,
        Timing.of(System::nanoTime));
  }

  private PortFailure failure(String address, int scpPort, int bootPort) {
    return catchThrowableOfType(PortFailure.class, () -> bind(address, scpPort, bootPort));
  }

  @ParameterizedTest
  @MethodSource("transports")
  void allSizesAreReadWholeOrCountedOnEveryTransport(Transport transport) throws Exception {
    close();
    sockets = new ClientSockets(transport);
    LocalBoard board = bind("127.0.0.1", 0, 0);
    RecordingTunnel tunnel = new RecordingTunnel();
    sockets
        .loop()
        .submit(() -> board.applications().attach(tunnel, Samples.opened(1, "spin5-03", 4)))
        .sync();

    try (UdpApplication application = new UdpApplication(board.scpPort())) {
      application.send(new byte[1472]);
      application.send(new byte[1473]);
      application.send(new byte[65_000]);
      application.sendEmpty();
      application.send(new byte[1]);

      await().until(() -> board.traffic().get().toBoard().datagrams() == 2);
    }

    TrafficSummary traffic = board.traffic().get();
    assertThat(traffic.toBoard().bytes()).isEqualTo(1473);
    assertThat(traffic.dropped(DropReason.OVERSIZE)).isEqualTo(2);
    assertThat(traffic.dropped(DropReason.EMPTY)).isEqualTo(1);
  }

  @Test
  void aTakenPortNamesItsOwnerAndWhatHelps() throws Exception {
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      PortFailure failure = failure("127.0.0.1", 0, taken.getLocalPort());

      assertThat(failure.exitCode()).isEqualTo(ExitCode.PORT_IN_USE);
      assertThat(failure)
          .hasMessageContaining("UDP port " + taken.getLocalPort() + " on 127.0.0.1")
          .hasMessageContaining("--boot-port")
          .hasMessageContaining("--bind 127.0.0.2");
    }
  }

  @Test
  void anAddressOfAnotherMachineIsAConfigurationError() {
    PortFailure failure = failure("192.0.2.1", 0, 0);

    assertThat(failure.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    assertThat(failure).hasMessageContaining("192.0.2.1");
  }

  @Test
  void anIpv6AddressIsAsGoodAsAnother() throws Exception {
    LocalBoard board = bind("::1", 0, 0);
    RecordingTunnel tunnel = new RecordingTunnel();
    sockets
        .loop()
        .submit(() -> board.applications().attach(tunnel, Samples.opened(1, "spin5-03", 4)))
        .sync();

    try (UdpApplication application = new UdpApplication(NetUtil.LOCALHOST6, board.scpPort())) {
      application.send(new byte[300]);
      await().until(() -> board.traffic().get().toBoard().datagrams() == 1);
    }

    assertThat(warnings).noneMatch(warning -> warning.contains("can use the board"));
  }

  @Test
  void theWildcardOfIpv6StandsForEveryAddressOfBothFamilies() throws Exception {
    LocalBoard board = bind("::", 0, 0);

    List<InetAddress> addresses =
        board.ports().stream().map(port -> port.address().getAddress()).toList();

    assertThat(addresses)
        .contains(NetUtil.LOCALHOST4, NetUtil.LOCALHOST6)
        .noneMatch(InetAddress::isAnyLocalAddress);
  }

  @Test
  void theWildcardBindsEveryAddressOfItsOwnAtOnePort() throws Exception {
    LocalBoard board = bind("0.0.0.0", 0, 0);

    List<InetSocketAddress> addresses = board.ports().stream().map(LocalPort::address).toList();

    assertThat(addresses)
        .contains(new InetSocketAddress(InetAddress.getLoopbackAddress(), board.scpPort()))
        .contains(new InetSocketAddress(InetAddress.getLoopbackAddress(), board.bootPort()))
        .noneMatch(address -> address.getAddress().isAnyLocalAddress());
    assertThat(warnings).anyMatch(warning -> warning.contains("can use the board"));
  }

  @Test
  void anotherLoopbackAddressLeavesTheFirstOneFree() throws Exception {
    LocalBoard first = bind("127.0.0.1", 0, 0);

    LocalBoard second = bind("127.0.0.2", first.scpPort(), first.bootPort());

    assertThat(second.scpPort()).isEqualTo(first.scpPort());
    assertThat(warnings).noneMatch(warning -> warning.contains("can use the board"));
  }
}
