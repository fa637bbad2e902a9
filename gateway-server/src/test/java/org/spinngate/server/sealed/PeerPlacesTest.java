package org.spinngate.server.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.config.AddressBlock;

/** Where packets may be sent to. */
class PeerPlacesTest {
  private static final String HOME = "203.0.113.9";
  private static final int PORT = 51_544;

  private final BoardDirectory boards =
      new BoardDirectory(List.of(board("spin5-01", "192.168.240.3")));
  private List<AddressBlock> attached = List.of();
  private boolean roaming;
  private final PeerPlaces places = new PeerPlaces(() -> roaming, boards, () -> attached);

  private static Board board(String name, String host) {
    return new Board(
        name,
        new Board.Addresses(at(host, 17_893), at(host, 54_321)),
        false,
        new Board.Handling(Duration.ofMillis(10), 8, true),
        "");
  }

  private static InetSocketAddress at(String host, int port) {
    return new InetSocketAddress(address(host), port);
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByAddress(NetUtil.createByteArrayFromIpAddressString(host));
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private boolean allows(String host) {
    return places.allow(at(host, PORT), address(HOME));
  }

  @Test
  void theAddressOfTheStreamIsAllowedAtAnyPort() {
    assertThat(allows(HOME)).isTrue();
    assertThat(places.allow(at(HOME, 1), address(HOME))).isTrue();
    assertThat(places.allow(at("2001:db8::7", PORT), address("2001:db8::7"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.10", "127.0.0.1", "192.168.240.3", "2001:db8::7", "0.0.0.0"})
  void otherAddressesAreNotUnlessTheOperatorSaysSo(String host) {
    assertThat(allows(host)).isFalse();
  }

  @Test
  void anotherAddressOfTheSameNetworkIsAnother() {
    assertThat(places.allow(at("2001:db8::8", PORT), address("2001:db8::7"))).isFalse();
  }

  @Test
  void whereTheStreamComesFromMustBeKnown() {
    roaming = true;

    assertThat(places.allow(at(HOME, PORT), null)).isFalse();
  }

  @Test
  void nobodyCanBeAtPort0() {
    assertThat(places.allow(at(HOME, 0), address(HOME))).isFalse();
  }

  @Test
  void theServicesOfABoardAreNobodysWhereverTheStreamComesFrom() {
    boards.replace(List.of(board("spin5-01", HOME)));

    assertThat(places.allow(at(HOME, 17_893), address(HOME))).isFalse();
    assertThat(places.allow(at(HOME, 54_321), address(HOME))).isFalse();
    assertThat(allows(HOME)).as("a test on one machine").isTrue();
  }

  @Test
  void roamingTakesEffectFromNowOn() {
    assertThat(allows("198.51.100.1")).isFalse();
    roaming = true;
    assertThat(allows("198.51.100.1")).isTrue();
    roaming = false;
    assertThat(allows("198.51.100.1")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "192.168.240.3",
        "192.168.240.200",
        "127.0.0.1",
        "224.0.0.1",
        "169.254.0.1",
        "0.0.0.0",
        "::1",
        "fe80::1",
        "ff02::1"
      })
  void whoRoamsIsNotBesideABoardNorNowhere(String host) {
    roaming = true;

    assertThat(allows(host)).isFalse();
    assertThat(allows("198.51.100.1")).isTrue();
    assertThat(allows("2001:db8::7")).isTrue();
  }

  @Test
  void theBoardsNetworkIsAsWideAsThisMachinesPartOfIt() {
    roaming = true;
    assertThat(allows("192.168.1.9")).isTrue();

    attached = List.of(new AddressBlock(address("192.168.240.1"), 16));

    assertThat(allows("192.168.1.9")).isFalse();
    assertThat(allows("192.169.1.9")).isTrue();
  }

  @Test
  void aNetworkOfThisMachineWithoutBoardsForbidsNothing() {
    roaming = true;
    attached = List.of(new AddressBlock(address("198.51.100.7"), 24));

    assertThat(allows("198.51.100.1")).isTrue();
  }

  @Test
  void boardsOfIpv6AreKeptApartByTheir64Bits() {
    roaming = true;
    boards.replace(List.of(board("spin5-01", "2001:db8:0:1::3")));

    assertThat(allows("2001:db8:0:1::77")).isFalse();
    assertThat(allows("2001:db8:0:2::77")).isTrue();
  }

  @Test
  void boardsThatComeLaterCountAndThoseWithoutAnAddressDoNoHarm() {
    roaming = true;
    Board nameless =
        new Board(
            "spin5-02",
            new Board.Addresses(
                InetSocketAddress.createUnresolved("nowhere.invalid", 17_893),
                InetSocketAddress.createUnresolved("nowhere.invalid", 54_321)),
            false,
            new Board.Handling(Duration.ofMillis(10), 8, true),
            "");
    boards.replace(List.of(nameless));
    assertThat(allows("198.51.100.1")).isTrue();

    boards.replace(List.of(nameless, board("spin5-03", "198.51.100.3")));

    assertThat(allows("198.51.100.1")).isFalse();
  }
}
