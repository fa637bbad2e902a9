package org.spinngate.server.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.BoardDirectory;
import org.spinngate.server.testing.TestLoop;

/** From which of this machine's own addresses boards are reached, while these change. */
class FacingAddressesTest {
  private static final Duration A_MINUTE = Duration.ofSeconds(61);

  private final TestLoop time = new TestLoop();
  private final Network network = new Network();
  private final List<InetAddress> news = new ArrayList<>();

  private static InetAddress address(int last) throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
  }

  private void watch() throws UnknownHostException {
    InetSocketAddress place = new InetSocketAddress(address(100), BoardHello.PORT);
    Board board =
        new Board(
            "spin5-01",
            new Board.Addresses(place, place),
            false,
            new Board.Handling(Duration.ofMillis(10), 8, true),
            "");
    new FacingAddresses(new BoardDirectory(List.of(board)), time.loop(), network, news::add)
        .watch();
    time.run();
  }

  private static final class Network implements FacingAddresses.OwnAddresses {
    private final Set<InetAddress> present = new HashSet<>();
    private @Nullable InetAddress facing;
    private int asked;

    void change(InetAddress address) {
      present.clear();
      present.add(address);
      facing = address;
    }

    @Override
    public Optional<InetAddress> facing(InetSocketAddress board) {
      asked++;
      return Optional.ofNullable(facing);
    }

    @Override
    public boolean has(InetAddress address) {
      return present.contains(address);
    }
  }

  @Test
  void eachIsToldOnceAndABoardIsLookedAtOnce() throws UnknownHostException {
    network.change(address(1));
    watch();

    time.jump(A_MINUTE);
    time.jump(A_MINUTE);

    assertThat(news).containsExactly(address(1));
    assertThat(network.asked).isEqualTo(1);
  }

  @Test
  void aBoardThatNoWayLedToIsLookedAtAgain() throws UnknownHostException {
    watch();
    assertThat(news).isEmpty();
    network.change(address(1));

    time.jump(A_MINUTE);

    assertThat(news).containsExactly(address(1));
  }

  @Test
  void whenAnAddressIsGoneTheNextIsFoundAndOneThatComesBackIsNotToldAgain()
      throws UnknownHostException {
    network.change(address(1));
    watch();
    network.change(address(2));
    time.jump(A_MINUTE);
    network.change(address(1));
    time.jump(A_MINUTE);

    assertThat(news).containsExactly(address(1), address(2));
  }
}
