package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.budget.SessionRates;
import org.spinngate.server.testing.FakeBoard;
import org.spinngate.server.testing.FakeBoard.Received;
import org.spinngate.server.testing.RealLoop;
import org.spinngate.server.testing.TestBudgets;

/** Flows on the sockets of this machine, of both kinds. */
@ExtendWith(LeakExtension.class)
class FlowSocketsTest {
  private static final int[] SIZES = {1, 26, 282, 1042, 1472};

  private final RecordingListener alice = new RecordingListener();
  private RealLoop loop;
  private FlowTable flows;

  static List<Transport> transports() {
    return Transport.available();
  }

  private void open(Transport transport, FakeBoard board) {
    loop = new RealLoop(transport);
    Flows.Shared shared =
        new Flows.Shared(
            loop::socket,
            Tenure.ALWAYS,
            TestBudgets.flows(100),
            new Flows.PerSession(64, SessionRates.UNLIMITED, 128),
            Timing.of(System::nanoTime),
            Clock.systemUTC());
    Board.Addresses addresses = new Board.Addresses(board.address(), board.address());
    Board place =
        new Board(
            "spin5-03", addresses, false, new Board.Handling(Duration.ofMillis(1), 8, true), "");
    flows = new FlowTable(new Flows(loop.loop(), place, "alice", shared), alice);
  }

  @AfterEach
  void close() {
    loop.on(flows::closeAll);
    loop.close();
  }

  private void send(int flow, ByteBuf datagram) {
    loop.on(
        () -> {
          flows.sendScp(flow, datagram);
          flows.flush();
        });
  }

  @ParameterizedTest
  @MethodSource("transports")
  void everyFlowHasASourcePortOfItsOwnAndKeepsIt(Transport transport) throws IOException {
    try (FakeBoard board = new FakeBoard()) {
      open(transport, board);
      Set<Integer> ports = new HashSet<>();

      for (int flow = 1; flow <= 20; flow++) {
        send(flow, FlowBench.datagram(26));
        ports.add(board.receive().from());
      }
      send(7, FlowBench.datagram(26));

      assertThat(ports).hasSize(20).contains(board.receive().from());
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void repliesReachTheFlowThatAsked(Transport transport) throws IOException {
    try (FakeBoard board = new FakeBoard()) {
      open(transport, board);
      Map<Integer, Integer> portOfFlow = new HashMap<>();
      for (int flow = 1; flow <= 10; flow++) {
        send(flow, FlowBench.datagram(26));
        portOfFlow.put(flow, board.receive().from());
      }

      for (int flow = 10; flow >= 1; flow--) {
        board.send(portOfFlow.get(flow), new byte[] {(byte) flow});
      }

      await().until(() -> alice.fromBoard().size() == 10);
      assertThat(alice.fromBoard()).allMatch(reply -> reply.bytes()[0] == reply.flow());
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void datagramsOfEverySizePassUnchangedBothWays(Transport transport) throws IOException {
    try (FakeBoard board = new FakeBoard()) {
      open(transport, board);

      for (int size : SIZES) {
        byte[] expected = ByteBufUtil.getBytes(FlowBench.datagram(size));
        send(1, FlowBench.datagram(size));
        Received received = board.receive();
        assertThat(received.bytes()).isEqualTo(expected);
        board.send(received.from(), expected);
      }

      await().until(() -> alice.fromBoard().size() == SIZES.length);
      for (int i = 0; i < SIZES.length; i++) {
        assertThat(alice.fromBoard().get(i).bytes())
            .isEqualTo(ByteBufUtil.getBytes(FlowBench.datagram(SIZES[i])));
      }
      assertThat(alice.drops()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void whatIsTooLongFromTheBoardIsRefusedWholeAndCounted(Transport transport) throws IOException {
    try (FakeBoard board = new FakeBoard()) {
      open(transport, board);
      send(1, FlowBench.datagram(26));
      int port = board.receive().from();

      board.send(port, new byte[1473]);
      board.send(port, new byte[9000]);
      board.send(port, new byte[1472]);

      await().until(() -> alice.fromBoard().size() == 1);
      assertThat(alice.fromBoard().get(0).bytes()).hasSize(1472);
      assertThat(alice.drops()).isEqualTo(Map.of(DropReason.OVERSIZE, 2));
    }
  }

  /** Whether it is counted is the platform's choice: epoll lets it fall before anybody sees it. */
  @ParameterizedTest
  @MethodSource("transports")
  void anEmptyDatagramFromTheBoardHoldsNothingUp(Transport transport) throws IOException {
    try (FakeBoard board = new FakeBoard()) {
      open(transport, board);
      send(1, FlowBench.datagram(26));
      int port = board.receive().from();

      loop.on(
          () -> {
            sendQuietly(board, port, new byte[0]);
            sendQuietly(board, port, new byte[] {1});
            sendQuietly(board, port, new byte[0]);
            sendQuietly(board, port, new byte[] {2});
          });

      await().until(() -> alice.fromBoard().size() == 2);
      assertThat(alice.drops())
          .isEqualTo(transport == Transport.NIO ? Map.of(DropReason.EMPTY, 2) : Map.of());
    }
  }

  private static void sendQuietly(FakeBoard board, int port, byte[] bytes) {
    try {
      board.send(port, bytes);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("transports")
  void aRefusalIsCountedAndTheFlowWorksWhenTheBoardIsBack(Transport transport) throws IOException {
    FakeBoard board = new FakeBoard();
    int port = board.address().getPort();
    open(transport, board);
    send(1, FlowBench.datagram(26));
    final int source = board.receive().from();
    board.close();

    send(1, FlowBench.datagram(26));
    await().until(() -> alice.drops().containsKey(DropReason.BOARD_UNREACHABLE));

    assertThat(loop.get(flows::size)).isEqualTo(1);
    try (FakeBoard back = new FakeBoard(port)) {
      send(1, FlowBench.datagram(282));
      Received received = back.receive();
      assertThat(received.bytes()).hasSize(282);
      assertThat(received.from()).isEqualTo(source);
      back.send(source, new byte[] {5});
      await().until(() -> alice.fromBoard().size() == 1);
    }
    assertThat(alice.drops()).isEqualTo(Map.of(DropReason.BOARD_UNREACHABLE, 1));
  }
}
