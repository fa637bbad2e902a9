package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.path.PathSnapshot;
import org.spinngate.endtoend.tools.ExpectedMemory;
import org.spinngate.endtoend.tools.HostTool;
import org.spinngate.endtoend.tools.Outcome;
import org.spinngate.endtoend.tools.SpiNNMan;
import org.spinngate.endtoend.tools.ToolTarget;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.Direction;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.simulated.Command;

/** Networks that lose long packets without a word, and one that begins to. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class LongPacketsTest {
  private static final int IDENTITY = 12;
  private static final int SDRAM = 0x70000000;
  private static final int SOME = 256 * 1024;

  /** With the headers of IPv4 and UDP: an IP packet of 1,280 bytes, as many VPNs have. */
  private static final int LONGEST_OF_A_VPN = 1252;

  /** Three of each size that is tried, and some more after a change. */
  private static final int PROBES_OF_A_SEARCH = 40;

  private final Facility facility =
      Facility.plan()
          .inEarnest()
          .board("spin5-01", settings -> settings.booted().withIdentity(IDENTITY))
          .user("alice", "*")
          .start();
  private final Line line = Line.to(facility.address(), 5);
  private final byte[] bytes = new byte[SOME];
  private TestClient client;
  private HostTool tool;

  @BeforeEach
  void drawBytes() {
    new SplittableRandom(7).nextBytes(bytes);
  }

  @AfterEach
  void stop() {
    tool.close();
    client.close();
    line.close();
    facility.close();
  }

  private void connect() {
    client =
        facility
            .start(facility.settings("alice", "spin5-01", line.address(), CarrierWish.AUTO))
            .ready();
    await().until(() -> facility.tableText().contains("  udp  "));
    tool = new SpiNNMan(new ToolTarget(client.scp(), client.boot(), new ExpectedMemory(IDENTITY)));
  }

  private OptionalInt packetBytes() {
    return client
        .gateway()
        .path()
        .join()
        .map(PathSnapshot::packetBytes)
        .orElse(OptionalInt.empty());
  }

  private long lost() {
    return line.datagrams().counts(Direction.TO_SERVER).lost()
        + line.datagrams().counts(Direction.TO_CLIENT).lost();
  }

  private void work() {
    assertThat(tool.write(SDRAM, bytes).error()).isEmpty();
    Outcome read = tool.read(SDRAM, SOME);
    assertThat(read.error()).isEmpty();
    assertThat(read.data()).isEqualTo(bytes);
  }

  @Test
  void aNetworkOfShortPacketsLosesNothingButProbes() {
    line.datagrams().loseLongerThan(LONGEST_OF_A_VPN);
    connect();

    work();

    assertThat(lost()).isLessThan(PROBES_OF_A_SEARCH);
  }

  @Test
  void aToolSeesNoErrorWhenTheNetworkBeginsToLoseLongPackets() {
    connect();
    int longest = Transport.best() == Transport.EPOLL ? 1472 : 1200;
    await().until(() -> packetBytes().equals(OptionalInt.of(longest)));

    CompletableFuture<Outcome> writing =
        CompletableFuture.supplyAsync(
            () -> tool.write(SDRAM, bytes), task -> new Thread(task, "tool").start());
    await().until(() -> board(Command.WRITE) >= SOME / 256 / 4);
    line.datagrams().loseLongerThan(LONGEST_OF_A_VPN);
    assertThat(writing.join().error()).isEmpty();
    await().until(this::isNothingLostByWork);
    long before = lost();
    work();

    assertThat(lost() - before).isLessThan(PROBES_OF_A_SEARCH);
    assertThat(client.events().ups()).isEqualTo(1);
    assertThat(facility.tableText()).contains("  udp  ");
  }

  /** The search for another size may be under way as long as it likes. */
  private boolean isNothingLostByWork() {
    long before = lost();
    work();
    return lost() == before;
  }

  private long board(Command command) {
    return facility.board("spin5-01").counters().scp().executions(command);
  }
}
