package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.DataInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spinngate.client.command.ClientProgram;
import org.spinngate.client.testing.Certificate;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.testing.ByteScript;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.simulated.SimulationSettings;

/** A client and a server of different times, and a server whose certificate has expired. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class VersionTest {
  private static final int HELLO = 0x01;
  private static final int REFUSED = 0x03;
  private static final int VERSION_MISMATCH = 5;

  @TempDir Path folder;

  @Test
  void aServerTellsAClientOfTheFutureWhichVersionsItSpeaks() throws Exception {
    CapturedLog log = new CapturedLog();
    try (Facility facility =
            Facility.plan().board("a", SimulationSettings::booted).user("alice", "*").start();
        SSLSocket stranger = Strangers.connect(facility.address())) {
      byte[] hello = ByteScript.bytes().u16(6).u8(HELLO).u8(200).u8(201).text("???").toArray();

      stranger.getOutputStream().write(hello);

      DataInputStream answer = new DataInputStream(stranger.getInputStream());
      int length = answer.readUnsignedShort();
      assertThat(answer.readUnsignedByte()).isEqualTo(REFUSED);
      assertThat(answer.readUnsignedByte()).isEqualTo(VERSION_MISMATCH);
      String text = answer.readUTF();
      assertThat(text)
          .matches("this server speaks protocol versions \\d to \\d, the client 200 to 201");
      answer.skipNBytes(length - 1 - 1 - 2 - text.length());
      assertThat(answer.read()).as("and it hangs up").isEqualTo(-1);
      assertThat(log.lines("org.spinngate.audit"))
          .singleElement()
          .asString()
          .matches(
              "login refused: user=\\? peer=127\\.0\\.0\\.1:\\d+ reason=version"
                  + " \\[cause=\"version-mismatch\"\\]");
    } finally {
      log.close();
    }
  }

  @Test
  void aClientAndAServerOfTodayReadEachOthersTails() {
    try (Facility facility =
            Facility.plan().board("a", SimulationSettings::booted).user("alice", "*").start();
        TestClient client = facility.client("alice", "a")) {
      assertThat(client.opened().extras().present()).isTrue();
    }
  }

  @Test
  void aClientOfThePastExitsWithNineAndWhatToDo() {
    Refused refused =
        new Refused(
            CloseCause.VERSION_MISMATCH, "this server speaks versions 7 to 9", Optional.empty());
    try (FakeServer server =
        new FakeServer(
            Certificate.forLocalhost(),
            (ctx, message) -> {
              if (message instanceof Hello) {
                ctx.writeAndFlush(refused);
              }
            })) {
      ClientProgram client = client(server, Certificate.forLocalhost().pin());

      assertThat(client.exitCode()).isEqualTo(9);
      assertThat(client.err().strip())
          .isEqualTo(
              "gateway-client: this server speaks versions 7 to 9; install the version that the"
                  + " operator names");
    }
  }

  /** Both ways to check a server's identity. */
  private enum Check {
    PIN,
    AUTHORITY
  }

  @ParameterizedTest
  @EnumSource(Check.class)
  void aServerWhoseCertificateHasExpiredIsNotTrusted(Check check) throws Exception {
    Path pem = Certificate.expired().writePem(folder.resolve("expired.pem"));
    try (FakeServer server = new FakeServer(Certificate.expired(), (ctx, message) -> {})) {
      ClientProgram client =
          check == Check.PIN
              ? client(server, Certificate.expired().pin())
              : client(server, "--ca", pem.toString());

      assertThat(client.exitCode()).isEqualTo(12);
      assertThat(client.err().lines())
          .singleElement()
          .asString()
          .startsWith("gateway-client: the certificate of localhost:" + server.port())
          .contains("has expired; ask its operator");
      assertThat(server.heard()).as("no token was sent").isEmpty();
      await().until(() -> server.connections() == 0);
    }
  }

  private ClientProgram client(FakeServer server, String pin) {
    return client(server, "--pin", pin);
  }

  private ClientProgram client(FakeServer server, String trust, String value) {
    Path token = Folders.tokenFile(folder, "secret");
    return ClientProgram.start(
        folder,
        List.of(
            "--server",
            "localhost:" + server.port(),
            "--user",
            "alice",
            "--board",
            "spin5-01",
            "--token-file",
            token.toString(),
            trust,
            value,
            "--scp-port",
            "0",
            "--boot-port",
            "0"));
  }
}
