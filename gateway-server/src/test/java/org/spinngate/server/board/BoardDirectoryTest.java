package org.spinngate.server.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoardDirectoryTest {
  private static final Board.Addresses ADDRESSES =
      new Board.Addresses(
          new InetSocketAddress("127.0.0.2", 17893), new InetSocketAddress("127.0.0.2", 54321));

  private final Board zebra = board("zebra", true);
  private final Board ant = board("ant", false);
  private final BoardDirectory directory = new BoardDirectory(List.of(zebra, ant));

  private static Board board(String name, boolean shared) {
    return new Board(
        name, ADDRESSES, shared, new Board.Handling(Duration.ofMillis(10), 8, true), "rack 1");
  }

  @Test
  void boardsAreFoundByTheirExactName() {
    assertThat(directory.find("ant")).contains(ant);
    assertThat(directory.find("Ant")).isEmpty();
    assertThat(directory.find("")).isEmpty();
  }

  @Test
  void boardsStayInTheOperatorsOrder() {
    assertThat(directory.all()).containsExactly(zebra, ant);
  }

  @Test
  void aBoardKnowsWhatTheOperatorSaidOfIt() {
    assertThat(zebra.name()).isEqualTo("zebra");
    assertThat(zebra.addresses()).isEqualTo(ADDRESSES);
    assertThat(zebra.bootGap()).isEqualTo(Duration.ofMillis(10));
    assertThat(zebra.comment()).isEqualTo("rack 1");
    assertThat(zebra.lease().shared()).isTrue();
    assertThat(ant.lease().shared()).isFalse();
  }

  @Test
  void everyBoardHasALeaseAndATurnOfItsOwn() {
    assertThat(zebra.lease()).isSameAs(zebra.lease()).isNotSameAs(ant.lease());
    assertThat(zebra.bootTurn()).isSameAs(zebra.bootTurn()).isNotSameAs(ant.bootTurn());
  }
}
