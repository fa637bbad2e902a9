package org.spinngate.endtoend.matrix;

import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.endtoend.FacilityPlan;
import org.spinngate.endtoend.Line;
import org.spinngate.endtoend.ServerIdentity;
import org.spinngate.endtoend.SimulatedBoards;
import org.spinngate.endtoend.TestClient;
import org.spinngate.endtoend.tools.ExpectedMemory;
import org.spinngate.endtoend.tools.ToolTarget;
import org.spinngate.protocol.testing.Conditions;
import org.spinngate.protocol.testing.DatagramRelay;
import org.spinngate.protocol.testing.MachineTime;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;

/**
 * All that one cell needs, and shares with no other.
 *
 * <pre>
 *  tool ── client ══ tunnel ══ server ── roads ── board
 * </pre>
 */
final class Bench implements AutoCloseable {
  static final String BOARD = "spin5-01";
  static final String USER = "alice";

  /** As of real boards; all of SC&amp;MP is ready a little sooner than there. */
  static final Duration ETHERNET_UP = Duration.ofMillis(1200);

  private static final Duration READY = Duration.ofMillis(2500);

  /** A round trip of 20 ms, as from the next town. */
  static final Conditions USUAL = Conditions.CLEAR.delayedBy(Duration.ofMillis(10));

  static final int IDENTITY = 11;

  /**
   * Of boards and roads alone: what another test still sends to a port that it had on 127.0.0.1
   * must not reach the one who has that port now.
   */
  private static final InetSocketAddress HERE = new InetSocketAddress("127.94.22.1", 0);

  /** Each client has an address of its own, for the same reason: tools outlive clients. */
  private static final AtomicInteger CLIENTS = new AtomicInteger();

  /** What is still on its way when a tool has ended comes within this time. */
  private static final Duration SETTLED = Duration.ofMillis(500);

  private static final Duration POLL = Duration.ofMillis(20);

  private final Deque<Runnable> closers;
  private final Carrier carrier;
  private final SimulatedBoard board;
  private final DatagramRelay scpRoad;
  private final DatagramRelay bootRoad;
  private final ServerSide server;
  private final Line line;
  private final PacketWatch packets;
  private final ClientSide client;
  private CompletableFuture<Void> over = CompletableFuture.completedFuture(null);

  private Bench(Deque<Runnable> closers, Cell cell, SimulationSettings settings) {
    this.closers = closers;
    this.carrier = cell.carrier();
    Fault.Place place = cell.fault().place();
    long seed = cell.toString().hashCode();
    SimulatedBoards boards = new SimulatedBoards();
    closers.push(boards::close);
    board = boards.start(settings);
    scpRoad = new DatagramRelay(HERE, board.scpAddress(), seed);
    closers.push(scpRoad::close);
    bootRoad = new DatagramRelay(HERE, board.bootAddress(), seed);
    closers.push(bootRoad::close);
    server = server(place);
    closers.push(server::close);
    line = Line.to(server.address(), seed);
    closers.push(line::close);
    packets = new PacketWatch(line.datagrams());
    if (carrier == Carrier.STREAM) {
      line.withoutDatagrams();
    }
    client = client(place);
    closers.push(client::close);
    if (carrier == Carrier.BOTH) {
      await().pollInterval(POLL).atMost(TestClient.PATIENCE).until(packets::isPathProven);
    }
  }

  /** A board that is booted unless it is to be, and a client that has it, by the cell's carrier. */
  static Bench open(Cell cell) {
    SimulationSettings plain =
        SimulationSettings.spin3(HERE.getAddress())
            .withIdentity(IDENTITY)
            .withStartUp(ETHERNET_UP, READY);
    Deque<Runnable> closers = new ArrayDeque<>();
    try {
      return new Bench(closers, cell, cell.job() == Job.BOOT ? plain : plain.booted());
    } catch (RuntimeException | Error e) {
      closers.forEach(Runnable::run);
      throw e;
    }
  }

  private ServerSide server(Fault.Place place) {
    InetSocketAddress scp = scpRoad.address();
    InetSocketAddress boot = bootRoad.address();
    return place == Fault.Place.SERVER_IN_ANOTHER
        ? new ServerProcess(scp, boot)
        : new ServerHere(scp, boot);
  }

  private ClientSide client(Fault.Place place) {
    if (place == Fault.Place.CLIENT_IN_ANOTHER) {
      return new ClientProcess(line.address(), ofItsOwn());
    }
    InetSocketAddress at = line.address();
    return new ClientHere(
        new ClientSettings(
            new ServerAccess(
                new ServerAddress(at.getAddress().getHostAddress(), at.getPort()),
                new UserToken(USER, FacilityPlan.token(USER)),
                new Trust.Pin(ServerIdentity.forLoopback().pin())),
            BOARD,
            0,
            new LocalSettings(ofItsOwn(), 0, 0)));
  }

  private static String ofItsOwn() {
    int number = CLIENTS.getAndIncrement();
    return "127.94.%d.%d".formatted(100 + number / 250 % 100, 1 + number % 250);
  }

  /** The network becomes as bad as this row's is all the time. */
  void worsen(Fault fault) {
    line.conditions(fault.way());
    scpRoad.conditions(fault.road());
    bootRoad.conditions(fault.road());
  }

  /** Ends a fault by itself. */
  void after(Duration time, Runnable end) {
    over = CompletableFuture.runAsync(end, delayed(time));
  }

  /** Waits until the fault is over and nothing is on its way any more. */
  void settle() {
    over.join();
    CompletableFuture.runAsync(() -> {}, delayed(SETTLED)).join();
  }

  private static Executor delayed(Duration time) {
    return MachineTime.delayed(time);
  }

  ToolTarget target() {
    return new ToolTarget(client.scp(), client.boot(), new ExpectedMemory(IDENTITY));
  }

  SimulatedBoard board() {
    return board;
  }

  DatagramRelay scpRoad() {
    return scpRoad;
  }

  DatagramRelay bootRoad() {
    return bootRoad;
  }

  Line line() {
    return line;
  }

  /** Whether this job's datagrams are seen to go by the carrier that they should go by. */
  boolean isCarrierInUse(Job job) {
    return carrier == Carrier.STREAM || job == Job.BOOT || packets.carriesWork();
  }

  ServerSide server() {
    return server;
  }

  ClientSide client() {
    return client;
  }

  @Override
  public void close() {
    over.join();
    closers.forEach(Runnable::run);
  }
}
