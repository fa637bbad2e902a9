package org.spinngate.server.flow;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.spinngate.protocol.Timing;
import org.spinngate.server.board.Board;
import org.spinngate.server.boot.BootPackets;
import org.spinngate.server.budget.Budgets;
import org.spinngate.server.budget.ByteBudget;
import org.spinngate.server.budget.FlowBudget;
import org.spinngate.server.budget.SessionRates;
import org.spinngate.server.testing.MemorySocket;
import org.spinngate.server.testing.MemorySocket.Sent;
import org.spinngate.server.testing.TestBudgets;
import org.spinngate.server.testing.TestLoop;

/** Flow tables of several users of one board, on a loop and a network that the test drives. */
final class FlowBench {
  static final Duration BOOT_GAP = Duration.ofMillis(10);
  static final InetSocketAddress SCP = new InetSocketAddress("127.0.0.2", 17893);
  static final InetSocketAddress BOOT = new InetSocketAddress("127.0.0.2", 54321);

  private final TestLoop time = new TestLoop();
  private final List<MemorySocket> sockets = new ArrayList<>();
  private final Board board;
  private Budgets budgets;
  private boolean tenure = true;
  private final int mostFlows;
  private final int bootQueue;
  private Supplier<MemorySocket> maker = () -> new MemorySocket(time::nanoTime);

  FlowBench(Duration bootGap, int mostFlows, int mostInAll, int bootQueue) {
    this(new Board.Handling(bootGap, 8, true), mostFlows, mostInAll, bootQueue);
  }

  private FlowBench(Board.Handling handling, int mostFlows, int mostInAll, int bootQueue) {
    this.board = new Board("spin5-03", new Board.Addresses(SCP, BOOT), true, handling, "");
    this.budgets = TestBudgets.flows(mostInAll);
    this.mostFlows = mostFlows;
    this.bootQueue = bootQueue;
  }

  static FlowBench usual() {
    return new FlowBench(BOOT_GAP, 64, 1000, 128);
  }

  /** With so many requests in flight at a time. */
  static FlowBench withWindow(int requests) {
    return new FlowBench(new Board.Handling(BOOT_GAP, requests, true), 64, 1000, 128);
  }

  /** One user's flows. */
  FlowTable table(String user, FlowListener listener) {
    return table(user, listener, SessionRates.UNLIMITED);
  }

  /** The flows of one user who may send so much. */
  FlowTable table(String user, FlowListener listener, SessionRates rates) {
    Flows.Shared shared =
        new Flows.Shared(
            this::socket,
            () -> tenure,
            budgets,
            new Flows.PerSession(mostFlows, rates, bootQueue),
            Timing.of(time::nanoTime),
            time);
    return new FlowTable(new Flows(time.loop(), board, user, shared), listener);
  }

  private MemorySocket socket() {
    MemorySocket socket = maker.get();
    sockets.add(socket);
    return socket;
  }

  /** From now on sockets are made in this way. */
  void make(Supplier<MemorySocket> way) {
    maker = way;
  }

  TestLoop time() {
    return time;
  }

  Board board() {
    return board;
  }

  FlowBudget budget() {
    return budgets.flows();
  }

  Budgets budgets() {
    return budgets;
  }

  /** What may wait, of everybody whose table is made from now on. */
  void allow(ByteBudget boots, ByteBudget datagrams) {
    budgets = new Budgets(budgets.flows(), boots, datagrams);
  }

  /** Whether anything may leave for the board, from now on. */
  void tenure(boolean holds) {
    tenure = holds;
  }

  /** The sockets in the order they were opened. */
  MemorySocket socket(int index) {
    return sockets.get(index);
  }

  int socketCount() {
    return sockets.size();
  }

  /** The names of the boot packets that left a socket. */
  List<String> bootsOf(int socket) {
    return socket(socket).sent().stream().map(sent -> BootPackets.name(sent.bytes())).toList();
  }

  /** What left all sockets, in order of time. */
  List<Sent> sentByAll() {
    return sockets.stream()
        .flatMap(socket -> socket.sent().stream())
        .sorted((one, other) -> Long.compare(one.nanos(), other.nanos()))
        .toList();
  }

  /** A datagram of so many bytes that tells its size. */
  static ByteBuf datagram(int bytes) {
    byte[] content = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      content[i] = (byte) (i + bytes);
    }
    return Unpooled.buffer(Math.max(1, bytes)).writeBytes(content);
  }
}
