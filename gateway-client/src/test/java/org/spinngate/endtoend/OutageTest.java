package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.Direction;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.StreamRelay;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.simulated.IdentityPattern;

/** A network that holds everything up for a while, but loses no connection. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class OutageTest {
  private static final int SDRAM = 0x70000000;
  private static final int BYTES = 4096;
  private static final int WINDOW = 8;
  private static final Duration PATIENCE_OF_TOOL = Duration.ofMillis(250);

  /** What was sent first is 750 ms old when this many more have been sent: more than late. */
  private static final int ASKED_AGAIN = 4 * WINDOW;

  private final CapturedLog log = new CapturedLog();
  private Facility facility;
  private StreamRelay relay;
  private TestClient client;
  private ScpApplication tool;

  @BeforeEach
  void start() throws Exception {
    facility =
        Facility.plan()
            .inEarnest()
            .board("spin5-01", settings -> settings.booted().withIdentity(11))
            .user("alice", "*")
            .start();
    relay = new StreamRelay(facility.address(), 1);
    client = facility.client("alice", "spin5-01", relay.address());
    tool = client.application(PATIENCE_OF_TOOL, 100);
    assertThat(tool.version().isReady()).isTrue();
  }

  @AfterEach
  void stop() {
    client.close();
    relay.close();
    facility.close();
    log.close();
  }

  @Test
  void requestsThatWereHeldUpDoNotReachTheBoard() throws Exception {
    relay.blackHole(Direction.TO_SERVER);
    CompletableFuture<byte[]> read = askAgainAndAgain();
    relay.heal();

    assertThat(read.get(60, TimeUnit.SECONDS)).isEqualTo(IdentityPattern.bytes(11, SDRAM, BYTES));
    assertThat(client.events().ups()).isEqualTo(1);
    client.close();
    await().atMost(TestClient.PATIENCE).until(() -> !log.linesWith("session ended").isEmpty());
    assertThat(log.linesWith("session ended")).singleElement().asString().contains(" stale");
  }

  @Test
  void answersThatWereHeldUpDoNotReachTheApplication() throws Exception {
    relay.blackHole(Direction.TO_CLIENT);
    CompletableFuture<byte[]> read = askAgainAndAgain();
    relay.heal();

    assertThat(read.get(60, TimeUnit.SECONDS)).isEqualTo(IdentityPattern.bytes(11, SDRAM, BYTES));
    assertThat(client.events().ups()).isEqualTo(1);
    assertThat(client.traffic().dropped(DropReason.STALE)).isPositive();
  }

  @Test
  void aFloodIntoAStuckConnectionIsDroppedBeforeItLeaves() throws Exception {
    relay.blackHole(Direction.TO_SERVER);
    await()
        .atMost(TestClient.PATIENCE)
        .pollInterval(Duration.ofMillis(1))
        .until(this::floodIsDropped);
    relay.heal();

    assertThat(tool.version().isReady()).isTrue();
    assertThat(client.events().ups()).isEqualTo(1);
    assertThat(client.traffic().dropped(DropReason.COALESCED)).isZero();
  }

  private boolean floodIsDropped() throws IOException {
    for (int i = 0; i < 100; i++) {
      tool.send(new byte[1_400]);
    }
    return client.traffic().dropped(DropReason.TUNNEL_FULL) > 0;
  }

  /** A read whose first questions are old already. */
  private CompletableFuture<byte[]> askAgainAndAgain() {
    long before = client.traffic().toBoard().datagrams();
    CompletableFuture<byte[]> read = readInParallel();
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> client.traffic().toBoard().datagrams() >= before + ASKED_AGAIN);
    return read;
  }

  private CompletableFuture<byte[]> readInParallel() {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return tool.readWindowed(SDRAM, BYTES, WINDOW);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }
}
