package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.endtoend.legacy.LegacyMode;
import org.spinngate.endtoend.legacy.LegacyProgram;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.ScpMessage;
import org.spinngate.simulated.BootCounters;
import org.spinngate.simulated.SimulationSettings;

/** What comes by the old wire all at once, or is not said to its end. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class LegacyBurstsTest {
  private static final String HERE = "127.17.5.1";
  private static final int MANY = 300;

  private final FacilityPlan plan = LegacyClientsTest.plan("board = slow, idle-timeout = 1h");
  private final List<byte[]> image = BootImage.random(5, 30).packets();
  private Facility facility;

  @BeforeEach
  void start() {
    facility =
        plan.board("slow", LegacyBurstsTest::quick, "boot-gap = 30ms")
            .board("running", SimulationSettings::booted)
            .with("legacy.clients { \"127.17.5.2\" = running }")
            .start();
  }

  private static SimulationSettings quick(SimulationSettings settings) {
    return settings.withStartUp(Duration.ofMillis(20), Duration.ofMillis(60));
  }

  @AfterEach
  void stop() {
    facility.close();
  }

  private BootCounters boots() {
    return facility.board("slow").counters().boot();
  }

  private void awaitBoots(int count) {
    await().atMost(TestClient.PATIENCE).until(() -> boots().completed() == count);
  }

  private long tooFast() {
    return Series.count(facility, "spinngate_legacy_drops_total", "reason", "too-fast");
  }

  private static DatagramChannel socket(String from) throws IOException {
    return DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getByName(from), 0));
  }

  private void send(DatagramChannel socket, List<byte[]> packets) throws IOException {
    for (byte[] packet : packets) {
      socket.send(ByteBuffer.wrap(packet), LegacyProgram.bootOf(facility));
    }
  }

  @Test
  void aBootThatWasSentToItsEndArrivesThoughItsSenderIsGone() throws Exception {
    try (Socket sender = new Socket()) {
      sender.bind(new InetSocketAddress(InetAddress.getByName(HERE), 0));
      sender.connect(LegacyProgram.bootOf(facility));
      DataOutputStream out = new DataOutputStream(sender.getOutputStream());
      for (byte[] packet : image) {
        out.writeInt(packet.length);
        out.write(packet);
      }
    }

    awaitBoots(1);
    await().atMost(TestClient.PATIENCE).until(() -> facility.server().sessions().count() == 0);
  }

  @Test
  void oneAddressHasOneBootUnderWayAndAnotherBeginsAfterIt() throws Exception {
    try (DatagramChannel first = socket(HERE);
        DatagramChannel second = socket(HERE)) {
      send(first, image);
      await().atMost(TestClient.PATIENCE).until(() -> boots().datagrams() > 0);

      send(second, image);

      awaitBoots(1);
      assertThat(tooFast()).as("of the second").isPositive();
      assertThat(boots().blockSourcePorts()).as("one image of one sender").hasSize(1);
      facility.board("slow").powerCycle().syncUninterruptibly();
      send(second, image);
      awaitBoots(2);
    }
  }

  @Test
  void aScanOfManyPortsOpensAFewFlowsAndDisturbsNobody() throws Exception {
    List<DatagramChannel> sockets = new ArrayList<>();
    try (LegacyProgram other = new LegacyProgram(facility, LegacyMode.RAW, "127.17.5.2")) {
      for (int i = 0; i < MANY; i++) {
        sockets.add(socket(HERE));
      }
      byte[] version = ScpMessage.request(0, 1);
      for (DatagramChannel socket : sockets) {
        socket.send(ByteBuffer.wrap(version), facility.address());
      }

      await().atMost(TestClient.PATIENCE).until(() -> tooFast() > 0);
      assertThat(other.application().version().isReady()).isTrue();
    } finally {
      for (DatagramChannel socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void whoIsServedIsServedUntilTheRestartThatEndsIt() throws Exception {
    try (LegacyProgram program = new LegacyProgram(facility, LegacyMode.RAW, "127.17.5.2")) {
      assertThat(program.application().version().isReady()).isTrue();

      var outcome = facility.reload(plan.with("legacy.enabled = false"));

      assertThat(outcome.summary())
          .contains("users unchanged")
          .endsWith("needs a restart: gateway.legacy (enabled, boot-listen)");
      assertThat(program.application().version().isReady()).isTrue();
      assertThat(facility.server().sessions().count()).isEqualTo(1);
    }
  }
}
