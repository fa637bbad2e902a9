package org.spinngate.client.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.client.command.Shell.CERTIFICATE;
import static org.spinngate.client.command.Shell.LOCAL;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.FriendlyScript;
import org.spinngate.client.testing.RefusingScript;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class BenchCommandTest {
  @TempDir Path directory;
  private Shell shell;

  @BeforeEach
  void aShell() {
    shell = new Shell(directory);
  }

  @Test
  void helpTeachesWhatTheColumnsMean() {
    assertThat(shell.run("bench", "--help")).isZero();

    assertThat(shell.out()).contains("--direct=HOST[:PORT]", "TIME-OUTS", "scp-window", "Examples");
  }

  @Test
  void whatCannotBeMeasuredIsAUsageError() {
    assertThat(shell.run("bench", "--apps", "0")).isEqualTo(2);
    assertThat(shell.err()).contains("applications: 0 is not 1 to 256");
    assertThat(shell.run("bench", "--seconds", "0")).isEqualTo(2);
    assertThat(shell.run("bench", "--direct", "no host")).isEqualTo(2);
    assertThat(shell.run("bench", "--window", "many")).isEqualTo(2);
    assertThat(shell.run("bench")).as("no server").isEqualTo(2);
  }

  @Test
  void aRefusedBoardHasItsOwnCode() throws Exception {
    try (FakeServer server =
        new FakeServer(
            CERTIFICATE,
            new RefusingScript(Open.class, Refused.because(CloseCause.BOARD_REFUSED)))) {
      assertThat(shell.run(shell.arguments(server, List.of("bench"), LOCAL))).isEqualTo(5);
      assertThat(shell.out()).isEmpty();
    }
  }

  @Test
  void theEndOfTheSessionIsTheEndOfTheMeasurement() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      CompletableFuture<Integer> code = shell.inBackground(arguments(server, "--seconds", "600"));
      Awaitility.await().until(() -> shell.err().contains("warming up gateway"));

      server.say(new Bye(CloseCause.KICKED, "maintenance"));

      assertThat(code.get(60, TimeUnit.SECONDS)).isEqualTo(10);
    }
  }

  @Test
  void aMeasurementThatIsInterruptedIsNotFine() throws Exception {
    try (FakeServer server = new FakeServer(CERTIFICATE, new FriendlyScript())) {
      CompletableFuture<Integer> code = shell.inBackground(arguments(server, "--seconds", "600"));
      Awaitility.await().until(() -> shell.err().contains("warming up gateway"));

      shell.interrupt();

      assertThat(code.get(60, TimeUnit.SECONDS)).isEqualTo(130);
    }
  }

  private String[] arguments(FakeServer server, String... more) throws Exception {
    List<String> all = new ArrayList<>(List.of("-b", "spin5-03"));
    all.addAll(List.of(more));
    return shell.arguments(server, List.of("bench"), all.toArray(String[]::new));
  }
}
