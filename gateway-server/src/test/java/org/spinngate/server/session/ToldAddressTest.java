package org.spinngate.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.BoardAddress;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.Board;

/** Whether a client learns the address that its board has on its own network. */
@ExtendWith(LeakExtension.class)
class ToldAddressTest {
  private static Board board(InetSocketAddress scp, InetSocketAddress boot, boolean tells) {
    Board.Handling handling = new Board.Handling(tells, Duration.ZERO, 8, true);
    return new Board("spin5-01", new Board.Addresses(scp, boot), false, handling, "");
  }

  private static Board at(String host, boolean tells) {
    return board(new InetSocketAddress(host, 17893), new InetSocketAddress(host, 54321), tells);
  }

  private static Optional<BoardAddress> told(Opened opened) {
    return BoardAddress.in(opened.extras());
  }

  @Test
  void aSessionBeginsWithTheAddressOfItsBoard() {
    Opened opened = SessionBench.usual().visit("alice").session().greeting();

    assertThat(told(opened))
        .contains(
            new BoardAddress(
                new InetSocketAddress("127.0.0.2", 17893),
                new InetSocketAddress("127.0.0.2", 54321)));
  }

  @Test
  void theAddressOfABoardThatIsDescribedByNameIsTheOneInUse() {
    Board board = board(unknown(17893), unknown(54321), true);
    assertThat(board.toldAddresses()).isEmpty();

    board.moveTo(at("127.0.0.9", true).addresses());

    assertThat(board.toldAddresses()).contains(board.addresses());
  }

  private static InetSocketAddress unknown(int port) {
    return InetSocketAddress.createUnresolved("board.example.org", port);
  }

  @Test
  void theOperatorCanForbidIt() {
    assertThat(at("127.0.0.9", false).toldAddresses()).isEmpty();
    assertThat(List.of(at("127.0.0.9", true).toldAddresses())).doesNotContain(Optional.empty());
  }

  @Test
  void anotherDescriptionOfTheBoardCanForbidIt() {
    Board.Handling secretive = new Board.Handling(false, Duration.ZERO, 8, true);

    Board described = at("127.0.0.9", true).described("spin5-01", false, secretive, "");

    assertThat(described.toldAddresses()).isEmpty();
  }
}
