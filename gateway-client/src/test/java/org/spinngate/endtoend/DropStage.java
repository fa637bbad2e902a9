package org.spinngate.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.spinngate.client.testing.UdpApplication;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.StreamRelay;
import org.spinngate.server.testing.ScpMessage;

/** Boards that a test plays, a line that it can break, a client and an application. */
final class DropStage implements AutoCloseable {
  static final String BOARD = "spin5-01";
  static final String OTHER = "spin5-02";
  static final String NOWHERE = "nowhere";

  private static final int VERSION = 0;
  private static final int UNUSED = 54321;

  /** What makes a message a reply (domain: transient tags of SC&amp;MP). */
  private static final int TAG = 3;

  private static final byte FIRST_TRANSIENT = 8;
  private static final int TO = 4;
  private static final byte TO_THE_HOST = (byte) 0xFF;

  /** The broadcast address of loopback, which a socket may not send to. */
  private static final InetSocketAddress FORBIDDEN =
      new InetSocketAddress("127.255.255.255", 17893);

  private final List<TestClient> clients = new ArrayList<>();
  private final PlayedBoard board;
  private final PlayedBoard boots;
  private final PlayedBoard other;
  private final Facility facility;
  private final StreamRelay relay;
  private final UdpApplication tool;
  private volatile UnaryOperator<byte[]> answer = datagram -> new byte[1];

  DropStage(List<String> configuration) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    board = new PlayedBoard(any, datagram -> answer.apply(datagram));
    boots = PlayedBoard.echo(any);
    other = PlayedBoard.echo(any);
    FacilityPlan plan =
        Facility.plan()
            .inEarnest()
            .board(BOARD, board.address(), boots.address(), "scp-window = 1", "boot-gap = 1s")
            .board(OTHER, other.address(), at(other.address(), UNUSED))
            .board(NOWHERE, FORBIDDEN, at(FORBIDDEN, UNUSED))
            .user("alice", "*");
    configuration.forEach(plan::with);
    facility = plan.start();
    relay = new StreamRelay(facility.address(), 1);
    clients.add(facility.client("alice", BOARD, relay.address()));
    tool = new UdpApplication(client().scp().getPort());
  }

  private static InetSocketAddress at(InetSocketAddress place, int port) {
    return new InetSocketAddress(place.getAddress(), port);
  }

  TestClient client() {
    return clients.get(0);
  }

  TestClient another(String name) {
    TestClient client = facility.client("alice", name);
    clients.add(client);
    return client;
  }

  Facility facility() {
    return facility;
  }

  PlayedBoard board() {
    return board;
  }

  /** The board's other port. */
  PlayedBoard boots() {
    return boots;
  }

  StreamRelay relay() {
    return relay;
  }

  UdpApplication tool() {
    return tool;
  }

  /** From here on the board answers so. */
  void answers(UnaryOperator<byte[]> other) {
    answer = other;
  }

  /** A request with this number. */
  static byte[] request(int sequence) {
    return ScpMessage.request(VERSION, sequence);
  }

  /** The reply to it. */
  static byte[] reply(int sequence) {
    byte[] reply = ScpMessage.request(ScpMessage.OK, sequence);
    reply[TAG] = FIRST_TRANSIENT;
    reply[TO] = TO_THE_HOST;
    return reply;
  }

  /** What happens again and again. */
  interface Act {
    void once() throws IOException;
  }

  /** Repeats it until the server has counted a drop for this reason. */
  void untilServerDrops(DropReason reason, Act act) {
    await()
        .atMost(TestClient.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              act.once();
              return serverHasDropped(reason);
            });
  }

  /** By the metric. */
  boolean serverHasDropped(DropReason reason) {
    return Series.count(facility, "spinngate_drops_total", "reason", reason.label()) > 0;
  }

  /** Repeats it until the client has. */
  void untilClientDrops(DropReason reason, Act act) {
    await()
        .atMost(TestClient.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              act.once();
              return client().traffic().dropped(reason) > 0;
            });
  }

  /** Repeats it until the client has sent so many datagrams more, which takes its time. */
  void untilClientSends(int datagrams, Act act) {
    long until = client().traffic().toBoard().datagrams() + datagrams;
    await()
        .atMost(TestClient.PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              act.once();
              return client().traffic().toBoard().datagrams() >= until;
            });
  }

  /** Everybody gives their boards back. */
  void release() {
    TestClient.closeAll(clients);
  }

  @Override
  public void close() throws IOException {
    tool.close();
    release();
    relay.close();
    facility.close();
    board.close();
    boots.close();
    other.close();
  }
}
