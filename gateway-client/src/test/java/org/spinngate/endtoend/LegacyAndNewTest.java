package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.endtoend.legacy.LegacyMode;
import org.spinngate.endtoend.legacy.LegacyProgram;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpApplication;

/** Old and new clients on the same ports at once, with those among them who are neither. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class LegacyAndNewTest {
  /** Where the strangers are: with the old clients, beside them, and where nobody may be one. */
  private static final List<String> STRANGERS = List.of("127.17.4.0", "127.17.4.77", "127.66.4.1");

  private static final int[] FIRST_BYTES = {0x00, 0x16, 0x47, 0x80, 0xFF};
  private static final int ROUNDS = 60;

  private final CapturedLog log = new CapturedLog();
  private final List<AutoCloseable> open = new ArrayList<>();
  private final List<BusyApplication> applications = new ArrayList<>();
  private final SplittableRandom random = new SplittableRandom(6);
  private Facility facility;

  private void start() throws Exception {
    FacilityPlan plan =
        LegacyClientsTest.plan(
                "idle-timeout = 1h, clients { \"127.17.4.0\" = board-0, \"127.17.4.1\" = board-1,"
                    + " \"127.17.4.2\" = board-2, \"127.17.4.3\" = board-3, \"127.17.4.77\" ="
                    + " board-6 }")
            .user("alice", "*");
    for (int number = 0; number <= 6; number++) {
      int identity = number;
      plan.board("board-" + number, settings -> settings.booted().withIdentity(identity));
    }
    facility = plan.start();
    List<LegacyMode> modes = List.of(LegacyMode.values());
    for (int number = 0; number < modes.size(); number++) {
      LegacyProgram program = new LegacyProgram(facility, modes.get(number), "127.17.4." + number);
      open.add(program);
      work(program.application(), number);
    }
    for (int number = 4; number <= 5; number++) {
      TestClient client = facility.client("alice", "board-" + number);
      open.add(client);
      work(client.application(), number);
    }
  }

  private void work(ScpApplication application, int number) {
    applications.add(new BusyApplication(application, number, 0));
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
    facility.close();
    log.close();
  }

  @Test
  void nobodyNoticesTheOthersOrTheStrangers() throws Exception {
    start();

    for (int round = 0; round < ROUNDS; round++) {
      disturb(STRANGERS.get(round % STRANGERS.size()));
    }

    await()
        .atMost(TestClient.PATIENCE.multipliedBy(2))
        .untilAsserted(() -> applications.forEach(busy -> busy.assertRounds(5)));
    applications.forEach(BusyApplication::stop);
    for (int number = 0; number < applications.size(); number++) {
      BusyApplication application = applications.get(number);
      application.assertRounds(5);
      assertThat(application.statistics().strays()).isZero();
      assertThat(application.statistics().retries()).isZero();
      assertThat(facility.board("board-" + number).counters().scp().sourcePorts())
          .as("flows of board-%d", number)
          .hasSize(1);
    }
    assertThat(facility.tableText().lines()).as("no ghosts").hasSize(1 + applications.size());
    assertThat(facility.board("board-6").counters().scp().datagrams()).isZero();
    assertThat(log.stackTraces()).isEmpty();
  }

  private void disturb(String from) throws IOException {
    InetSocketAddress scp = facility.address();
    InetSocketAddress boot = LegacyProgram.bootOf(facility);
    for (InetSocketAddress port : List.of(scp, boot)) {
      try (DatagramChannel socket = DatagramChannel.open()) {
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.send(ByteBuffer.wrap(bytes(random.nextInt(1400))), port);
        socket.send(ByteBuffer.wrap(anything(1400)), port);
      }
      connect(port, from, new byte[0]);
      connect(port, from, anything(5000));
    }
  }

  private byte[] anything(int most) {
    byte[] bytes = bytes(1 + random.nextInt(most));
    bytes[0] = (byte) FIRST_BYTES[random.nextInt(FIRST_BYTES.length)];
    return bytes;
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Says something and goes away, or is sent away. */
  private static void connect(InetSocketAddress port, String from, byte[] words) {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
      socket.connect(port);
      socket.getOutputStream().write(words);
    } catch (IOException sentAway) {
      // As it should be, now or later.
    }
  }
}
