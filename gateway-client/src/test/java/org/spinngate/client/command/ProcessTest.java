package org.spinngate.client.command;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.testing.Certificate;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.FriendlyScript;
import org.spinngate.client.testing.Settings;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;

/** The program in a process of its own, as the system starts and ends it. */
class ProcessTest {
  private static final Duration START = Duration.ofSeconds(60);

  @TempDir Path directory;

  private Process start(FakeServer server, Path out) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    String pin = Certificate.forLocalhost().pin();
    command.addAll(
        List.of(Settings.arguments(directory, server.port(), pin, List.of(), Shell.LOCAL)));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", directory.toString());
    return builder
        .redirectOutput(out.toFile())
        .redirectError(directory.resolve("err").toFile())
        .start();
  }

  @Test
  void theSystemsRequestToEndReleasesTheBoardAndIsNoFailure() throws Exception {
    Path out = directory.resolve("out");
    try (FakeServer server = new FakeServer(Certificate.forLocalhost(), new FriendlyScript())) {
      Process client = start(server, out);
      await().atMost(START).until(() -> Files.readString(out).startsWith("ready: board"));

      client.destroy();

      assertThat(client.waitFor(60, SECONDS)).isTrue();
      assertThat(client.exitValue()).isZero();
      await().until(() -> server.count(Bye.class) == 1);
      assertThat(server.heard(Bye.class).cause()).isEqualTo(CloseCause.RELEASED);
      assertThat(Files.readString(directory.resolve("err"))).startsWith("released spin5-03");
    }
  }
}
