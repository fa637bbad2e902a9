package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.simulated.SimulationSettings;

/** Output of programs on the board, through IP tags that were set with "use the sender". */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class LiveOutputTest {
  private static final int IPTAG = 26;
  private static final int USE_SENDER_AND_SET = 4 << 28 | 1 << 16;
  private static final int SDP_HEADER = 10;

  /** Three times as many as a session has flows. */
  private static final int OTHERS = 200;

  /** An application that may ask again, so that a slow machine does not matter. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final List<TestClient> clients = new ArrayList<>();
  private Facility facility;

  @BeforeEach
  void start() {
    facility =
        Facility.plan()
            .board("spin5-01", SimulationSettings::booted)
            .board("spin5-02", SimulationSettings::booted)
            .user("alice", "spin5-01")
            .user("bob", "spin5-02")
            .board("spin5-03", SimulationSettings::booted)
            .user("carol", "spin5-03")
            .start();
    clients.add(facility.client("alice", "spin5-01"));
    clients.add(facility.client("bob", "spin5-02"));
  }

  @AfterEach
  void stop() {
    TestClient.closeAll(clients);
    facility.close();
  }

  @Test
  void reachesTheApplicationThatSetTheTagAndNobodyElse() throws Exception {
    ScpApplication one = clients.get(0).application();
    ScpApplication other = clients.get(0).application();
    ScpApplication bobs = clients.get(1).application();
    setTag(one, 1);
    setTag(other, 2);
    setTag(bobs, 1);

    for (int number = 0; number < 50; number++) {
      emit("spin5-01", 1, (byte) 1, (byte) number);
      emit("spin5-01", 2, (byte) 2, (byte) number);
      emit("spin5-02", 1, (byte) 3, (byte) number);

      assertThat(output(one)).containsExactly(1, number);
      assertThat(output(other)).containsExactly(2, number);
      assertThat(output(bobs)).containsExactly(3, number);
    }

    for (ScpApplication application : List.of(one, other, bobs)) {
      assertThat(application.version().isReady()).as("and SCP goes on").isTrue();
      assertThat(application.statistics().strays()).isZero();
      assertThat(application.receive(Duration.ofMillis(1))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void reachesTheApplicationThatSetTheTagBesideHundredsOfOthers(CarrierWish carrier)
      throws Exception {
    clients.add(
        TestClient.start(facility.settings("carol", "spin5-03", facility.address(), carrier)));
    TestClient client = clients.get(2).ready();
    ScpApplication one = client.application(PATIENCE, 20);
    setTag(one, 1);

    for (int i = 0; i < OTHERS; i++) {
      try (ScpApplication other = new ScpApplication(client.scp(), PATIENCE, 20)) {
        assertThat(other.version().isReady()).isTrue();
      }
    }

    emit("spin5-03", 1, (byte) 7);
    assertThat(output(one)).containsExactly(7);
    assertThat(one.version().isReady()).as("and SCP goes on").isTrue();
    assertThat(client.traffic().dropped(DropReason.FLOW_LIMIT)).isZero();
  }

  private static void setTag(ScpApplication application, int tag) throws Exception {
    application.call(IPTAG, new byte[0], USE_SENDER_AND_SET | tag, 0, 0);
  }

  private void emit(String board, int tag, byte... payload) {
    assertThat(facility.board(board).emit(tag, payload).syncUninterruptibly().getNow()).isTrue();
  }

  private static byte[] output(ScpApplication application) throws Exception {
    byte[] datagram = application.receive(TestClient.PATIENCE).orElseThrow();
    return Arrays.copyOfRange(datagram, SDP_HEADER, datagram.length);
  }
}
