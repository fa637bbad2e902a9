package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.local.TrafficSummary;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.StreamTally;
import org.spinngate.simulated.Emission;
import org.spinngate.simulated.SdpMessage;
import org.spinngate.simulated.SimulationSettings;

/**
 * IP tags that carry an address, and reverse ones, work from afar as they do on the board's LAN.
 */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class IpTagsTest {
  private static final int SDP_HEADER = 10;
  private static final int STREAM = 4_000;

  private final List<TestClient> clients = new ArrayList<>();
  private final List<TagListener> listeners = new ArrayList<>();
  private Facility facility;

  @BeforeEach
  void start() throws IOException {
    // A reverse tag has one port number on the board and here, so they cannot share an address.
    InetAddress own = InetAddress.getByName("127.67.240.1");
    facility =
        Facility.plan()
            .board("spin5-01", own, SimulationSettings::booted)
            .board("spin5-02", SimulationSettings::booted)
            .user("alice", "spin5-01")
            .user("bob", "spin5-02")
            .start();
  }

  @AfterEach
  void stop() throws IOException {
    for (TagListener listener : listeners) {
      listener.close();
    }
    TestClient.closeAll(clients);
    facility.close();
  }

  private TestClient client(String user, String board, CarrierWish carrier) {
    TestClient client =
        TestClient.start(facility.settings(user, board, facility.address(), carrier));
    clients.add(client);
    return client.ready();
  }

  private TestClient alice() {
    return client("alice", "spin5-01", CarrierWish.AUTO);
  }

  private TagListener listener(TestClient client) throws IOException {
    TagListener listener = new TagListener(client.scp());
    listeners.add(listener);
    return listener;
  }

  private void emit(String board, int tag, int... payload) {
    byte[] bytes = new byte[payload.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) payload[i];
    }
    assertThat(facility.board(board).emit(tag, bytes).syncUninterruptibly().getNow()).isTrue();
  }

  private static byte[] next(TagListener listener) throws IOException {
    return listener.receive(TestClient.PATIENCE).orElseThrow();
  }

  @ParameterizedTest
  @EnumSource(names = {"TCP", "UDP"})
  void aStreamArrivesWholeWhereTheTagAims(CarrierWish carrier) throws Exception {
    TestClient client = client("alice", "spin5-01", carrier);
    TagListener listener = listener(client);
    TagTools.rigSets(client.persistentApplication(), 3, TagTools.LOOPBACK, listener.port());
    TrafficSummary before = client.traffic();

    facility.board("spin5-01").emit(new Emission(3, 2_000, 128, STREAM));
    StreamTally tally = listener.tally(SDP_HEADER, STREAM);

    assertThat(tally.arrived()).isEqualTo(STREAM);
    assertThat(tally.doubled()).isZero();
    assertThat(tally.damaged()).isZero();
    TrafficSummary after = client.traffic();
    assertThat(after.drops()).isEqualTo(before.drops());
    assertThat(after.fromBoard().datagrams() - before.fromBoard().datagrams()).isEqualTo(STREAM);
  }

  @Test
  void eachTagReachesItsListenerAndNoOther() throws Exception {
    TestClient alice = alice();
    TestClient bob = client("bob", "spin5-02", CarrierWish.AUTO);
    ScpApplication alices = alice.persistentApplication();
    ScpApplication another = alice.persistentApplication();
    ScpApplication bobs = bob.persistentApplication();
    List<TagListener> theirs = new ArrayList<>();
    for (int tag = 0; tag < 8; tag++) {
      theirs.add(listener(alice));
      int port = theirs.get(tag).port();
      TagTools.setsStripped(tag % 2 == 0 ? alices : another, tag, TagTools.LOOPBACK, port);
    }
    TagListener his = listener(bob);
    TagTools.setsStripped(bobs, 5, TagTools.LOOPBACK, his.port());

    for (int tag = 0; tag < 8; tag++) {
      emit("spin5-01", tag, tag, 7);
    }
    emit("spin5-02", 5, 55);

    for (int tag = 0; tag < 8; tag++) {
      assertThat(next(theirs.get(tag))).containsExactly(tag, 7);
      assertThat(theirs.get(tag).receive(Duration.ZERO)).isEmpty();
    }
    assertThat(next(his)).containsExactly(55);
    assertThat(alices.version().isReady()).isTrue();
    assertThat(alices.statistics().strays()).isZero();
  }

  @Test
  void ybugsTagZeroReachesTubotronAndIsShownAsItWasSet() throws Exception {
    TestClient alice = alice();
    TagListener tubotron = listener(alice);
    ScpApplication ybug = alice.persistentApplication();

    TagTools.ybugBoots(ybug, tubotron.port());
    emit("spin5-01", 0, 1, 2, 3);

    assertThat(next(tubotron)).endsWith(1, 2, 3).hasSize(SDP_HEADER + 3);
    assertThat(TagTools.target(ybug, 0)).isEqualTo("127.0.0.1:" + tubotron.port());
  }

  @Test
  void aTagThatIsClearedBringsNothing() throws Exception {
    TestClient alice = alice();
    TagListener listener = listener(alice);
    ScpApplication tool = alice.persistentApplication();
    TagTools.setsStripped(tool, 1, TagTools.LOOPBACK, listener.port());
    emit("spin5-01", 1, 1);
    assertThat(next(listener)).containsExactly(1);

    TagTools.clears(tool, 1);

    assertThat(facility.board("spin5-01").emit(1, new byte[1]).syncUninterruptibly().getNow())
        .isFalse();
  }

  @Test
  void aReverseTagIsReachedAtItsPortAndAnswersFromThere() throws Exception {
    BlockingQueue<SdpMessage> messages = new LinkedBlockingQueue<>();
    facility.board("spin5-01").onMessage(messages::add);
    TestClient alice = alice();
    int port = freePort();
    ScpApplication tool = alice.persistentApplication();
    TagTools.setsReverse(tool, 2, port);
    InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);

    try (DatagramSocket application = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      application.connect(local);
      await()
          .atMost(TestClient.PATIENCE)
          .until(
              () -> {
                application.send(new DatagramPacket(new byte[] {10, 11}, 2));
                return !messages.isEmpty();
              });
      SdpMessage message = messages.poll(1, TimeUnit.SECONDS);
      assertThat(message.payload()).containsExactly(10, 11);
      assertThat(message.core()).isEqualTo(3);
      emit("spin5-01", 2, 42);
      byte[] answer = new byte[100];
      DatagramPacket packet = new DatagramPacket(answer, answer.length);
      application.setSoTimeout((int) TestClient.PATIENCE.toMillis());
      application.receive(packet);
      assertThat(answer[packet.getLength() - 1]).isEqualTo((byte) 42);
    }

    TagTools.clears(tool, 2);
    await().atMost(TestClient.PATIENCE).until(() -> isFree(port));
  }

  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean isFree(int port) {
    try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aReverseTagWhosePortIsTakenIsToldAndTheRestWorks() throws Exception {
    TestClient alice = alice();
    ScpApplication tool = alice.persistentApplication();
    try (DatagramSocket taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      TagTools.setsReverse(tool, 2, taken.getLocalPort());

      await()
          .atMost(TestClient.PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(alice.warnings())
                      .anyMatch(
                          line ->
                              line.contains(
                                  "listen on UDP port " + taken.getLocalPort() + ", but")));
    }
    assertThat(tool.version().isReady()).isTrue();
  }

  @Test
  void aTagThatAimsElsewhereIsToldToTheUserOnce() throws Exception {
    TestClient alice = alice();
    ScpApplication tool = alice.persistentApplication();

    TagTools.rigSets(tool, 3, 0x0708_090A, 17895);
    TagTools.rigSets(tool, 3, 0x0708_090A, 17895);

    assertThat(TagTools.target(tool, 3)).isEqualTo("10.9.8.7:17895");
    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(alice.events().notices())
                    .singleElement()
                    .asString()
                    .startsWith("tag-elsewhere: an IP tag that aims at 10.9.8.7:17895 "));
  }
}
