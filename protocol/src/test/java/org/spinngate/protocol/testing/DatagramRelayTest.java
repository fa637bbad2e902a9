package org.spinngate.protocol.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

@Timeout(300)
@ExtendWith(LeakExtension.class)
class DatagramRelayTest {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int SILENCE_MILLIS = 100;

  private DatagramSocket target;
  private DatagramRelay relay;
  private DatagramSocket application;

  @BeforeEach
  void start() throws IOException {
    target = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    target.setSoTimeout(PATIENCE_MILLIS);
    relay = new DatagramRelay((InetSocketAddress) target.getLocalSocketAddress(), 42);
    application = connected();
  }

  @AfterEach
  void stop() {
    application.close();
    relay.close();
    target.close();
  }

  @Test
  void datagramsPassUnchangedInBothDirections() throws Exception {
    String longest = "x".repeat(1472);

    send(application, "ask");
    send(application, longest);
    DatagramPacket asked = assertReceived(target, "ask");
    assertReceived(target, longest);
    answer(asked, "answer");
    answer(asked, longest);

    assertReceived(application, "answer");
    assertReceived(application, longest);
    assertThat(relay.counts(Direction.TO_SERVER)).isEqualTo(new DatagramCounts(2, 0, 0, 0, 2));
    assertThat(relay.counts(Direction.TO_CLIENT)).isEqualTo(new DatagramCounts(2, 0, 0, 0, 2));
  }

  @Test
  void everyApplicationGetsItsOwnAnswersFromAPortOfItsOwn() throws Exception {
    try (DatagramSocket other = connected()) {
      send(application, "one");
      DatagramPacket one = assertReceived(target, "one");
      send(other, "two");
      DatagramPacket two = assertReceived(target, "two");
      answer(two, "to two");
      answer(one, "to one");

      assertReceived(application, "to one");
      assertReceived(other, "to two");
      assertThat(one.getPort()).isNotEqualTo(two.getPort());
    }
  }

  @Test
  void aRelayCanStandWhereOneForStreamsStands() throws Exception {
    InetSocketAddress server = (InetSocketAddress) target.getLocalSocketAddress();
    InetSocketAddress place = new InetSocketAddress("127.29.18.3", 0);
    try (StreamRelay stream = new StreamRelay(place, server, 42);
        DatagramRelay beside = new DatagramRelay(stream.address(), server, 42)) {
      application.connect(beside.address());

      send(application, "ask");

      assertReceived(target, "ask");
      assertThat(beside.address()).isEqualTo(stream.address());
      assertThat(beside.address().getHostString()).isEqualTo("127.29.18.3");
    }
  }

  @Test
  void aBlackHoleLosesOneDirectionOnlyUntilItHeals() throws Exception {
    send(application, "before");
    DatagramPacket before = assertReceived(target, "before");

    relay.blackHole(Direction.TO_CLIENT);
    answer(before, "lost");
    send(application, "passes");
    assertReceived(target, "passes");
    assertSilent(application);

    relay.heal();
    answer(before, "healed");
    assertReceived(application, "healed");
  }

  @Test
  void aBlackHoleLosesBothDirections() throws Exception {
    relay.blackHole();
    send(application, "lost");
    assertSilent(target);

    relay.heal();
    send(application, "healed");
    assertReceived(target, "healed");
  }

  @Test
  void afterRebindingAnApplicationHasAnotherPortAndOldAnswersAreLost() throws Exception {
    send(application, "before");
    DatagramPacket before = assertReceived(target, "before");

    relay.rebind();
    answer(before, "lost");
    send(application, "after");
    DatagramPacket after = assertReceived(target, "after");
    answer(after, "answer");

    assertReceived(application, "answer");
    assertThat(after.getPort()).isNotEqualTo(before.getPort());
  }

  @Test
  void newApplicationsReachTheNewTargetAndPresentOnesStay() throws Exception {
    send(application, "before");
    assertReceived(target, "before");
    try (DatagramSocket moved = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        DatagramSocket other = connected()) {
      moved.setSoTimeout(PATIENCE_MILLIS);
      relay.retarget((InetSocketAddress) moved.getLocalSocketAddress());

      send(application, "present");
      send(other, "new");

      assertReceived(target, "present");
      assertReceived(moved, "new");
    }
  }

  @Test
  void aStrandedApplicationIsLostForGoodAndNewOnesAreNot() throws Exception {
    send(application, "before");
    DatagramPacket before = assertReceived(target, "before");
    try (DatagramSocket other = connected()) {
      relay.strand();
      relay.heal();
      send(application, "lost");
      answer(before, "lost, too");
      send(other, "passes");

      assertReceived(target, "passes");
      assertSilent(application);
    }
  }

  @Test
  void aTargetThatIsNotThereIsSilence() throws Exception {
    target.close();
    send(application, "one");
    send(application, "two");

    assertSilent(application);
  }

  private DatagramSocket connected() throws IOException {
    DatagramSocket socket =
        new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    socket.connect(relay.address());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static void send(DatagramSocket from, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    from.send(new DatagramPacket(bytes, bytes.length));
  }

  private void answer(DatagramPacket to, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    target.send(new DatagramPacket(bytes, bytes.length, to.getSocketAddress()));
  }

  private static DatagramPacket assertReceived(DatagramSocket at, String text) throws IOException {
    DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
    at.receive(packet);
    assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII))
        .isEqualTo(text);
    return packet;
  }

  private static void assertSilent(DatagramSocket socket) throws IOException {
    socket.setSoTimeout(SILENCE_MILLIS);
    assertThatThrownBy(() -> assertReceived(socket, "")).isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }
}
