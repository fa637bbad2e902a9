package org.spinngate.client.alias;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which address a board must not have on this machine. */
class AliasDangersTest {
  private static final String HEAD =
      "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

  @TempDir Path directory;
  private Path table;

  @BeforeEach
  void thisMachineIsIn192168117AndHasADefaultRoute() throws IOException {
    table = directory.resolve("route");
    Files.writeString(
        table,
        HEAD
            + "eth0\t00000000\t0175A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
            + "eth0\t0075A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"
            + "tun0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0\n"
            + "eth0\t0009090A\t0175A8C0\t0003\t0\t0\t0\t00FFFFFF\t0\t0\t0\n");
  }

  private static InetAddress address(String text) throws UnknownHostException {
    return InetAddress.getByName(text);
  }

  private Optional<String> danger(String board, String server) throws UnknownHostException {
    InetAddress own = address("192.168.117.20");
    return new AliasDangers(new RouteTable(table), own::equals)
        .of((Inet4Address) address(board), List.of(address(server)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"192.168.240.3", "172.20.1.1", "10.9.9.7", "100.64.0.9", "169.254.7.7"})
  void aPrivateAddressOfAnotherNetworkIsHarmless(String board) throws Exception {
    assertThat(danger(board, "203.0.113.9")).isEmpty();
  }

  @Test
  void theNetworksOfThisMachineMustNotLoseAnAddress() throws Exception {
    assertThat(danger("192.168.117.3", "203.0.113.9"))
        .contains(
            "this machine is in the network of 192.168.117.3 (eth0) and would lose its way there");
    assertThat(danger("10.1.2.3", "203.0.113.9").orElseThrow()).contains("(tun0)");
  }

  @Test
  void theServerMustStayReachable() throws Exception {
    assertThat(danger("192.168.240.3", "192.168.240.3"))
        .contains("the board's address 192.168.240.3 is that of the server, which would be lost");
  }

  @Test
  void aServerOnThisMachineMustReachItsBoards() throws Exception {
    assertThat(danger("192.168.240.3", "192.168.117.20"))
        .contains(
            "the server is on this machine and would lose its way to the board at 192.168.240.3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "203.0.113.7", "100.128.0.1", "172.32.0.1"})
  void aServerCannotTakeAnAddressOfTheInternetFromThisMachine(String board) throws Exception {
    assertThat(danger(board, "203.0.113.9"))
        .contains(
            "the server says that the board is at " + board + ", which is no private address");
  }

  @Test
  void withoutATableNoNetworkIsKnown() throws Exception {
    Files.delete(table);

    assertThat(danger("192.168.117.3", "203.0.113.9")).isEmpty();
  }
}
