package org.spinngate.server.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardNamesTest {
  private static final InetAddress ONE = address("10.9.0.1");
  private static final InetAddress TWO = address("10.9.0.2");

  private final BoardNames names = new BoardNames();
  private final Board ant = named("ant");
  private final Board bee = named("bee");
  private final Map<String, String> byName = Map.of("ant", "ant.lab", "bee", "bee.lab");

  private static InetAddress address(String literal) {
    return NetUtil.createInetAddressFromIpAddressString(literal);
  }

  private static Board named(String name) {
    return board(
        name,
        InetSocketAddress.createUnresolved(name + ".lab", 17893),
        InetSocketAddress.createUnresolved(name + ".lab", 54321));
  }

  private static Board board(String name, InetSocketAddress scp, InetSocketAddress boot) {
    return new Board(
        name,
        new Board.Addresses(scp, boot),
        false,
        new Board.Handling(Duration.ofMillis(10), 8, true),
        "");
  }

  private void settle(Board... boards) {
    names.settle(List.of(boards), byName);
  }

  @Test
  void aBoardWhoseNameIsNotKnownIsUnreachableAndSaysWhy() {
    settle(ant);

    assertThat(ant.nowhere()).contains("the name ant.lab cannot be resolved now");
    assertThat(ant.status().state()).isEqualTo(BoardState.UNREACHABLE);
    assertThat(ant.status().detail()).isEqualTo("the name ant.lab cannot be resolved now");
  }

  @Test
  void itComesAliveWhenTheNameIsKnown() {
    names.learn("ANT.lab", ONE);

    settle(ant);

    assertThat(ant.nowhere()).isEmpty();
    assertThat(ant.addresses().scp()).isEqualTo(new InetSocketAddress(ONE, 17893));
    assertThat(ant.addresses().boot()).isEqualTo(new InetSocketAddress(ONE, 54321));
    assertThat(ant.status().state()).isEqualTo(BoardState.UNKNOWN);
  }

  @Test
  void anotherMeaningIsForTheNextWhoHasTheBoard() {
    names.learn("ant.lab", ONE);
    settle(ant);
    ShownLease.take(ant);

    names.learn("ant.lab", TWO);
    settle(ant);
    assertThat(ant.addresses().scp().getAddress()).as("while ada has it").isEqualTo(ONE);

    ShownLease.release(ant);
    settle(ant);
    assertThat(ant.addresses().scp().getAddress()).isEqualTo(TWO);
  }

  @Test
  void ofTwoNamesWithOneMeaningTheFirstGetsTheBoard() {
    names.learn("ant.lab", ONE);
    names.learn("bee.lab", ONE);

    settle(ant, bee);

    assertThat(ant.nowhere()).isEmpty();
    assertThat(bee.nowhere()).contains("its name means the address of board ant");
    assertThat(bee.status().state()).isEqualTo(BoardState.UNREACHABLE);
  }

  @Test
  void whoHoldsABoardIsNotDisturbedByAnotherNameForIt() {
    names.learn("bee.lab", ONE);
    settle(ant, bee);
    ShownLease.take(bee);

    names.learn("ant.lab", ONE);
    settle(ant, bee);

    assertThat(bee.nowhere()).isEmpty();
    assertThat(ant.nowhere()).contains("its name means the address of board bee");
  }

  @Test
  void aBoardThatIsDescribedByItsAddressComesBeforeAName() {
    Board cow = board("cow", new InetSocketAddress(ONE, 17893), new InetSocketAddress(ONE, 54321));
    names.learn("ant.lab", ONE);

    settle(ant, cow);

    assertThat(ant.nowhere()).contains("its name means the address of board cow");
  }

  @Test
  void namesMayChangeTheirMeanings() {
    names.learn("ant.lab", ONE);
    names.learn("bee.lab", TWO);
    settle(ant, bee);

    names.learn("ant.lab", TWO);
    names.learn("bee.lab", ONE);
    settle(ant, bee);

    assertThat(ant.addresses().scp().getAddress()).isEqualTo(TWO);
    assertThat(bee.addresses().scp().getAddress()).isEqualTo(ONE);
  }

  @Test
  void aBoardInOtherWordsIsAtTheSamePlace() {
    Board described =
        ant.described("ant-2", false, new Board.Handling(Duration.ZERO, 4, true), "x");

    ant.moveTo(
        new Board.Addresses(new InetSocketAddress(ONE, 17893), new InetSocketAddress(ONE, 54321)));

    assertThat(described.addresses()).isEqualTo(ant.addresses());
    assertThat(described.nowhere()).isEmpty();
  }
}
