package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.ByteScript;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpStatistics;
import org.spinngate.simulated.SimulationSettings;

/** Connections of strangers, while a user works. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class StrangersTest {
  private static final int MOST_CONNECTIONS = 200;
  private static final int MOST_LOGINS = 50;

  private final CapturedLog log = new CapturedLog();
  private final List<Socket> strangers = new ArrayList<>();
  private Facility facility;
  private TestClient client;
  private BusyApplication application;

  @BeforeEach
  void start() throws Exception {
    facility =
        Facility.plan()
            .board("spin5-01", StrangersTest::five)
            .user("alice", "*")
            .with("limits { login-deadline = 1s, pending-logins = " + MOST_LOGINS + " }")
            .with("limits.connections = " + MOST_CONNECTIONS)
            .with("limits.connections-per-address = " + MOST_CONNECTIONS)
            .start();
    client = facility.client("alice", "spin5-01");
    application = new BusyApplication(client.application(), 5, 0);
  }

  private static SimulationSettings five(SimulationSettings settings) {
    return settings.booted().withIdentity(5);
  }

  @AfterEach
  void nobodyNoticedAnything() throws Exception {
    int rounds = application.rounds();
    await().atMost(TestClient.PATIENCE).untilAsserted(() -> application.assertRounds(rounds + 2));
    application.stop();
    ScpStatistics seen = application.statistics();
    assertThat(seen.retries() + seen.duplicates() + seen.strays()).isZero();
    assertThat(client.events().ups()).isEqualTo(1);
    assertNewcomersGetIn();
    assertThat(log.stackTraces()).isEmpty();
    assertThat(log.linesWith("internal")).isEmpty();
    for (Socket stranger : strangers) {
      stranger.close();
    }
    client.close();
    facility.close();
    log.close();
  }

  /** The strangers have not used up what honest people need. */
  private void assertNewcomersGetIn() {
    await()
        .atMost(TestClient.PATIENCE)
        .until(
            () -> {
              try (TestClient asking = TestClient.start(facility.settings("alice", "nothing"))) {
                return asking.ending().exitCode().number() == 5;
              }
            });
  }

  private Socket plain() throws IOException {
    Socket socket = Strangers.connectPlain(facility.address());
    strangers.add(socket);
    return socket;
  }

  private Socket encrypted() throws Exception {
    Socket socket = Strangers.connect(facility.address());
    strangers.add(socket);
    return socket;
  }

  private void assertAllEnded() {
    assertThat(strangers).allMatch(Strangers::ended);
  }

  @Test
  void aPortScanIsNothing() throws Exception {
    for (int scan = 0; scan < 500; scan++) {
      Strangers.connectPlain(facility.address()).close();
    }
  }

  @Test
  void halfAHandshakeIsEndedAtTheDeadline() throws Exception {
    byte[] half = Strangers.clientHello();
    for (int number = 0; number < 30; number++) {
      plain().getOutputStream().write(half, 0, 1 + 3 * number);
    }

    assertAllEnded();
  }

  @Test
  void aHandshakeWithoutALoginIsEndedAtTheDeadline() throws Exception {
    for (int number = 0; number < 10; number++) {
      encrypted();
    }

    assertAllEnded();
  }

  @Test
  void slowSendersAreEndedAtTheDeadline() throws Exception {
    byte[] hello = Strangers.clientHello();
    byte[] login = ByteScript.bytes().u16(200).u8(1).u8(1).u8(1).times(100, 0).toArray();
    for (int number = 0; number < 10; number++) {
      plain();
      encrypted();
    }
    ScheduledExecutorService now = Executors.newSingleThreadScheduledExecutor();
    try {
      for (int number = 0; number < strangers.size(); number++) {
        OutputStream out = strangers.get(number).getOutputStream();
        Drip drip = new Drip(out, number % 2 == 0 ? hello : login);
        now.scheduleAtFixedRate(drip, 0, 100, TimeUnit.MILLISECONDS);
      }

      assertAllEnded();
    } finally {
      now.shutdownNow();
      now.awaitTermination(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void randomBytesInsteadOfAHandshakeAreTheEnd() throws Exception {
    SplittableRandom random = new SplittableRandom(1);
    for (int number = 0; number < 40; number++) {
      byte[] noise = new byte[1 + random.nextInt(5000)];
      random.nextBytes(noise);
      send(plain(), noise);
    }

    assertAllEnded();
  }

  @Test
  void randomBytesAndHugeLengthsInsteadOfALoginAreTheEnd() throws Exception {
    SplittableRandom random = new SplittableRandom(2);
    for (int number = 0; number < 20; number++) {
      byte[] noise = new byte[1 + random.nextInt(5000)];
      random.nextBytes(noise);
      send(encrypted(), noise);
      send(encrypted(), ByteScript.bytes().u16(0xFFFF).times(2000, number).toArray());
      assertThat(strangers.get(strangers.size() - 2)).matches(Strangers::ended);
      assertThat(strangers.get(strangers.size() - 1)).matches(Strangers::ended);
    }
  }

  @Test
  void nobodyGetsMoreConnectionsThanThereAre() throws Exception {
    for (int number = 0; number < 3 * MOST_CONNECTIONS; number++) {
      plain();
    }

    assertAllEnded();
    assertThat(log.linesWith("too many connections")).hasSizeBetween(1, 3);
  }

  /** The server may have ended the connection already. */
  private static void send(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      assertThat(Strangers.ended(socket)).isTrue();
    }
  }

  /** One byte at each call. */
  private static final class Drip implements Runnable {
    private final OutputStream out;
    private final byte[] bytes;
    private int sent;

    Drip(OutputStream out, byte[] bytes) {
      this.out = out;
      this.bytes = bytes.clone();
    }

    @Override
    public void run() {
      try {
        out.write(bytes[sent++ % bytes.length]);
        out.flush();
      } catch (IOException e) {
        throw new IllegalStateException(e); // ended, so that this is not called again
      }
    }
  }
}
