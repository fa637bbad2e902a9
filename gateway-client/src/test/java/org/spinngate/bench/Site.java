package org.spinngate.bench;

import java.net.InetSocketAddress;
import org.spinngate.client.bench.Target;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.endtoend.Facility;
import org.spinngate.endtoend.TestClient;
import org.spinngate.protocol.testing.Conditions;
import org.spinngate.protocol.testing.DatagramRelay;
import org.spinngate.protocol.testing.StreamRelay;
import org.spinngate.simulated.SimulationSettings;

/**
 * A server with a booted board, and the ways to it: directly, or by a line that relays make as bad
 * as asked. The board takes any number of requests at a time, since its own limit is the same on
 * every way.
 */
final class Site implements AutoCloseable {
  private static final String BOARD = "board";
  private static final String USER = "alice";
  private static final long SEED = 1;

  /** One of its own, so that a port that is free for one kind of relay is so for the other. */
  private static final InetSocketAddress FAR_AWAY = new InetSocketAddress("127.29.18.1", 0);

  private final Facility facility =
      Facility.plan()
          .board(BOARD, SimulationSettings::booted, "access = shared", "scp-window = 0")
          .user(USER, BOARD)
          .start();
  private final DatagramRelay boardRoad = new DatagramRelay(board(), SEED);
  private final StreamRelay streams = new StreamRelay(FAR_AWAY, facility.address(), SEED);
  private final DatagramRelay datagrams =
      new DatagramRelay(streams.address(), facility.address(), SEED);

  private InetSocketAddress board() {
    return facility.board(BOARD).scpAddress();
  }

  /** The line becomes like this, for all who use it. */
  void conditions(Conditions wanted) {
    boardRoad.conditions(wanted);
    streams.conditions(wanted);
    datagrams.conditions(wanted);
  }

  /** The board without a gateway and without a line. */
  Target nearBoard() {
    return new Target("direct", board());
  }

  /** The board without a gateway, at the end of the line. */
  Target farBoard() {
    return new Target("direct", boardRoad.address());
  }

  /** A client that has the board, without a line. */
  TestClient nearClient(CarrierWish carrier) {
    return client(carrier, facility.address());
  }

  /** A client that has the board and reaches the server by the line. */
  TestClient farClient(CarrierWish carrier) {
    return client(carrier, streams.address());
  }

  private TestClient client(CarrierWish carrier, InetSocketAddress at) {
    ClientSettings usual = facility.settings(USER, BOARD, at);
    ServerAccess access = usual.access();
    return TestClient.start(
            new ClientSettings(
                access.by(carrier), usual.board(), usual.waitSeconds(), usual.local()))
        .ready();
  }

  @Override
  public void close() {
    datagrams.close();
    streams.close();
    boardRoad.close();
    facility.close();
  }
}
