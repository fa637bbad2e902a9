package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.command.ClientProgram;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.simulated.SimulationSettings;

/** Everything that can be refused, as a user reads it and as the operator's log tells it. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class RefusalTest {
  private static final String AUDIT = "org.spinngate.audit";
  private static final String PEER = "peer=127\\.0\\.0\\.1:\\d+";

  @TempDir Path folder;
  private final CapturedLog log = new CapturedLog();
  private Facility facility;

  @BeforeEach
  void start() {
    facility =
        Facility.plan()
            .board("spin5-01", SimulationSettings::booted)
            .board("secret-01", SimulationSettings::booted)
            .user("alice", "spin5-*")
            .start();
  }

  @AfterEach
  void stop() {
    facility.close();
    log.close();
  }

  /** What a program said and did. */
  private record Outcome(int exitCode, String err) {}

  private Outcome run(List<String> access, String... more) {
    List<String> arguments = new ArrayList<>(access);
    arguments.addAll(List.of(more));
    ClientProgram program = ClientProgram.start(folder, arguments);
    Outcome outcome = new Outcome(program.exitCode(), program.err().strip());
    assertThat(program.out()).isEmpty();
    return outcome;
  }

  private Outcome connect(List<String> access, String... more) {
    List<String> ports = new ArrayList<>(access);
    ports.addAll(List.of("--scp-port", "0", "--boot-port", "0"));
    return run(ports, more);
  }

  private List<String> alice() {
    return facility.options("alice", facility.address());
  }

  private static List<String> with(List<String> options, String flag, String value) {
    List<String> changed = new ArrayList<>(options);
    changed.set(changed.indexOf(flag) + 1, value);
    return changed;
  }

  /** Alice's options, but the server's identity is to be checked by other means. */
  private List<String> withTrust(String... trust) {
    List<String> changed = new ArrayList<>(alice().subList(0, alice().indexOf("--pin")));
    changed.addAll(List.of(trust));
    return changed;
  }

  private void assertAudit(String pattern) {
    await()
        .atMost(TestClient.PATIENCE)
        .untilAsserted(
            () ->
                assertThat(log.lines(AUDIT))
                    .filteredOn(line -> line.contains("refused"))
                    .hasSize(1));
    assertThat(log.linesWith("refused").get(0)).matches(pattern);
  }

  @Test
  void aWrongToken() {
    String wrong = facility.tokenFile("wrong").toString();

    Outcome outcome = connect(with(alice(), "--token-file", wrong), "--board", "spin5-01");

    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                4,
                "gateway-client: the server does not accept this user and token; check --user and"
                    + " --token-file, or ask the operator for a new token"));
    assertAudit(
        "login refused: user=alice " + PEER + " reason=credentials \\[cause=\"login-refused\"\\]");
  }

  @Test
  void anUnknownUserGetsTheSameAnswer() {
    String wrong = facility.tokenFile("wrong").toString();

    Outcome unknown = connect(with(alice(), "--user", "mallory"), "--board", "spin5-01");

    assertAudit(
        "login refused: user=mallory "
            + PEER
            + " reason=credentials \\[cause=\"login-refused\"\\]");
    assertThat(unknown)
        .isEqualTo(connect(with(alice(), "--token-file", wrong), "--board", "spin5-01"));
  }

  @Test
  void anUnknownBoard() {
    Outcome outcome = connect(alice(), "--board", "spin5-99");

    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                5,
                "gateway-client: the board is unknown or not permitted; 'gateway-client boards'"
                    + " lists those that you may use"));
    assertAudit("board refused: user=alice " + PEER + " board=spin5-99 reason=board-refused");
  }

  @Test
  void aForbiddenBoardGetsTheSameAnswer() {
    Outcome forbidden = connect(alice(), "--board", "secret-01");

    assertAudit("board refused: user=alice " + PEER + " board=secret-01 reason=board-refused");
    assertThat(forbidden).isEqualTo(connect(alice(), "--board", "spin5-99"));
  }

  @Test
  void aWrongPin() {
    String other = ServerIdentity.forHosts("elsewhere.example").pin();

    Outcome outcome = connect(with(alice(), "--pin", other), "--board", "spin5-01");

    assertThat(outcome.exitCode()).isEqualTo(12);
    assertThat(outcome.err().lines())
        .singleElement()
        .asString()
        .startsWith("gateway-client: 127.0.0.1:" + facility.address().getPort() + " ")
        .contains(facility.identity().pin());
  }

  @Test
  void anAuthorityThatHasNotSignedTheServer() {
    String other = ServerIdentity.forHosts("elsewhere.example").certificate().toString();

    Outcome outcome = connect(withTrust("--ca", other), "--board", "spin5-01");

    assertThat(outcome.exitCode()).isEqualTo(12);
    assertThat(outcome.err().lines())
        .singleElement()
        .asString()
        .contains("is not signed by anybody trusted here", "--pin", "--ca");
  }

  @Test
  void aServerThatNobodyVouchesFor() {
    Outcome outcome = connect(withTrust(), "--board", "spin5-01");

    assertThat(outcome.exitCode()).isEqualTo(12);
    assertThat(outcome.err()).contains("is not signed by anybody trusted here");
  }

  @Test
  void aCertificateForAnotherName() {
    ServerIdentity elsewhere = ServerIdentity.forHosts("elsewhere.example");
    try (Facility other =
        Facility.plan()
            .board("spin5-01", SimulationSettings::booted)
            .user("alice", "*")
            .with(elsewhere)
            .start()) {
      String certificate = elsewhere.certificate().toString();
      List<String> access = withTrust("--ca", certificate);
      String server = "127.0.0.1:" + other.address().getPort();

      Outcome outcome = connect(with(access, "--server", server), "--board", "spin5-01");

      assertThat(outcome.exitCode()).isEqualTo(12);
      assertThat(outcome.err().lines()).singleElement().asString().contains("127.0.0.1");
    }
  }

  @Test
  void aPortThatIsInUse() throws Exception {
    InetSocketAddress address = new InetSocketAddress("127.94.18.1", 0);
    try (DatagramSocket taken = new DatagramSocket(address)) {
      String port = Integer.toString(taken.getLocalPort());

      Outcome outcome =
          run(
              alice(),
              "--board",
              "spin5-01",
              "--bind",
              "127.94.18.1",
              "--scp-port",
              port,
              "--boot-port",
              "0");

      assertThat(outcome.exitCode()).isEqualTo(8);
      assertThat(outcome.err().lines())
          .singleElement()
          .asString()
          .contains(port + " on 127.94.18.1", "(process " + ProcessHandle.current().pid() + ")")
          .contains("--scp-port");
      assertThat(log.lines(AUDIT)).as("nothing was connected").isEmpty();
    }
  }

  @Test
  void noServer() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }

    Outcome outcome =
        connect(with(alice(), "--server", "127.94.18.2:" + port), "--board", "spin5-01");

    assertThat(outcome.exitCode()).isEqualTo(7);
    assertThat(outcome.err())
        .startsWith("gateway-client: cannot connect to 127.94.18.2:" + port)
        .contains("check host and port");
  }

  @Test
  void aBrokenConfigurationOfTheClient() throws Exception {
    Path file = Files.writeString(folder.resolve("client.conf"), "user = alice\nbord = x\n");

    Outcome outcome = run(alice(), "--board", "spin5-01", "-c", file.toString());

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err().lines())
        .singleElement()
        .asString()
        .startsWith("gateway-client: " + file + ":2: ")
        .contains("bord", "board");
  }

  @Test
  void aTokenFileThatIsNotThere() {
    Outcome outcome = connect(with(alice(), "--token-file", "/nowhere"), "--board", "spin5-01");

    assertThat(outcome)
        .isEqualTo(new Outcome(3, "gateway-client: token file /nowhere does not exist"));
  }

  @Test
  void aWrongCommandLine() {
    assertThat(connect(alice(), "--bord", "spin5-01").exitCode()).isEqualTo(2);
    assertThat(connect(alice()).exitCode()).isEqualTo(2);
  }
}
