package org.spinngate.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.spinngate.client.link.LinkState;
import org.spinngate.endtoend.TestClient;
import org.spinngate.protocol.Timing;

/** Users of a facility, each with a session at a board of its own and a tool that works there. */
final class ToolUsers implements AutoCloseable {
  private static final int ROUNDS = 20;

  private final ClusterFacility facility;
  private final List<User> all = new ArrayList<>();

  /**
   * One of them.
   *
   * @param board its number
   * @param session the number that it began with
   */
  record User(int board, TestClient client, int session, ToolJob tool) {
    /** Waits until it is up anew, by the same session, and tells when it was. */
    long backSince(long nanos) {
      await("user of b" + board)
          .atMost(TestClient.PATIENCE)
          .until(() -> isUp() && client.events().upNanos() - nanos > 0);
      assertThat(client.session().session()).as("session at b" + board).isEqualTo(session);
      return client.events().upNanos();
    }

    boolean isUp() {
      return client.events().latest() instanceof LinkState.Up;
    }

    /** Whether it has the session that it began with. */
    boolean isTheSame() {
      return client.session().session() == session;
    }

    boolean isOver() {
      return client.events().latest() instanceof LinkState.Stopped;
    }
  }

  private ToolUsers(ClusterFacility facility) {
    this.facility = facility;
  }

  /** The names of so many. */
  static List<String> names(int count) {
    return IntStream.range(0, count).mapToObj(number -> "u" + number).toList();
  }

  /** Begins, and returns when each of them has done something. */
  static ToolUsers begin(ClusterFacility facility, int count) throws IOException {
    ToolUsers users = new ToolUsers(facility);
    try {
      users.begin(count);
      return users;
    } catch (IOException | RuntimeException | Error e) {
      users.close();
      throw e;
    }
  }

  private void begin(int count) throws IOException {
    ToolJob.Work[] works = ToolJob.Work.values();
    List<TestClient> clients =
        IntStream.range(0, count)
            .mapToObj(
                board ->
                    TestClient.start(
                        facility.settings("u" + board, board, 0), Timing.of(System::nanoTime)))
            .toList();
    for (int board = 0; board < count; board++) {
      TestClient client = clients.get(board);
      ToolJob tool =
          new ToolJob(works[board % works.length], client.ready(), board, facility.board(board));
      all.add(new User(board, client, client.opened().session(), tool));
    }
    all.forEach(user -> user.tool().start());
    goOn();
  }

  List<User> all() {
    return all;
  }

  /** Those whose boards are at home at a gateway. */
  List<User> at(GatewayProcess gateway) {
    return all.stream().filter(user -> facility.homeOf(user.board()).equals(gateway)).toList();
  }

  /** Counts pauses from here on. */
  void beginAnew() {
    all.forEach(user -> user.tool().beginAnew());
  }

  /** Waits until each has gone on for a while from here. */
  void goOn() {
    List<Integer> wanted = all.stream().map(user -> user.tool().rounds() + ROUNDS).toList();
    IntStream.range(0, all.size()).forEach(user -> all.get(user).tool().getsTo(wanted.get(user)));
  }

  @Override
  public void close() {
    all.forEach(user -> user.tool().stop());
    TestClient.closeAll(all.stream().map(User::client).toList());
  }
}
