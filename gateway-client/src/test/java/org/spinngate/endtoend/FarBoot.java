package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.spinngate.protocol.testing.Conditions;
import org.spinngate.protocol.testing.StreamRelay;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.simulated.BootCounters;
import org.spinngate.simulated.SimulatedBoard;

/**
 * One boot of a tool that does not wait for the connection to a server that is far away. What is
 * done to the line meanwhile, and when, the seed says.
 */
final class FarBoot implements AutoCloseable {
  private static final String BOARD = "spin5-01";
  private static final int BLOCKS = 30;
  private static final Duration AWAY = Duration.ofMillis(400);

  /** Of ybug, rig and SpiNNMan, in milliseconds. */
  private static final List<Integer> GAPS = List.of(10, 50, 100);

  /** What happens to the line, once so many boot packets have reached the board. */
  enum Fault {
    NONE,
    CUT,
    RESTART
  }

  private final FacilityPlan plan =
      Facility.plan()
          .user("alice", "*")
          .board(BOARD, board -> board.withStartUp(Duration.ofMillis(20), Duration.ofMillis(60)));
  private final Facility first = plan.start();
  private final Fault fault;
  private final int packetsBefore;
  private final Duration gap;
  private final BootImage image;
  private final StreamRelay relay;
  private Facility latest = first;
  private TestClient client;
  private CompletableFuture<Void> tool;

  FarBoot(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    this.fault = Fault.values()[random.nextInt(Fault.values().length)];
    this.packetsBefore = random.nextInt(BLOCKS + 2);
    this.gap = Duration.ofMillis(GAPS.get(random.nextInt(GAPS.size())));
    this.image = BootImage.random(seed, BLOCKS);
    this.relay = new StreamRelay(first.address(), seed);
    relay.conditions(Conditions.CLEAR.delayedBy(AWAY));
  }

  /** The tool boots as soon as the client has bound its ports. */
  void begin() {
    client = TestClient.start(first.settings("alice", BOARD, relay.address()));
    tool = CompletableFuture.runAsync(this::boot, task -> new Thread(task, "tool").start());
  }

  private void boot() {
    try {
      BootSender.boot(client.boot(), image, gap);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private BootCounters seen() {
    SimulatedBoard board = first.board(BOARD);
    return board.counters().boot();
  }

  /** The line is cut, or the server ended and another one started, which knows nothing. */
  void disturb() {
    client.ready();
    if (fault != Fault.NONE) {
      await()
          .atMost(TestClient.PATIENCE)
          .pollInterval(Duration.ofMillis(2))
          .untilAsserted(
              () -> assertThat(packets()).as(toString()).isGreaterThanOrEqualTo(packetsBefore));
    }
    if (fault == Fault.RESTART) {
      latest = plan.start();
      relay.retarget(latest.address());
    }
    if (fault != Fault.NONE) {
      relay.reset();
    }
    if (fault == Fault.RESTART) {
      first.server().close();
    }
  }

  private int packets() {
    BootCounters counters = seen();
    return counters.completed() > 0 ? BLOCKS + 2 : counters.gapsNanos().size();
  }

  /** The board has got that very image, as a whole. */
  void assertWhole() {
    tool.join();
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(seen().completed()).as(toString()).isEqualTo(1));
    assertThat(seen().imageDigest()).isEqualTo(SimulatedBoard.digest(image.bytes()));
    assertThat(seen().incomplete()).as(toString()).isZero();
    assertThat(client.traffic().drops()).as(toString()).isEmpty();
    assertThat(client.traffic().toBoard().datagrams()).isEqualTo(BLOCKS + 2);
  }

  @Override
  public void close() {
    relay.conditions(Conditions.CLEAR);
    client.close();
    relay.close();
    if (latest != first) {
      latest.server().close();
    }
    first.close();
  }

  @Override
  public String toString() {
    return "boot with %d ms, %s after %d: %s, %s, %s, %s"
        .formatted(
            gap.toMillis(),
            fault,
            packetsBefore,
            client.events().states(),
            client.warnings(),
            client.traffic(),
            seen());
  }
}
