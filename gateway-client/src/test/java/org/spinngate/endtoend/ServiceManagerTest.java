package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.server.Main;
import org.spinngate.server.testing.NotifyReceiver;

/** A server as a service: what it tells systemd from its start to its end. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
class ServiceManagerTest {
  @TempDir Path folder;

  private Path configuration() throws IOException {
    return SmallServer.configuration(folder, "http.listen = []");
  }

  private Program server(Path file, String... environment) {
    List<String> entry = Stream.concat(Stream.of("env"), Stream.of(environment)).toList();
    return Program.startWithin(entry, Main.class, List.of("-c", file.toString()));
  }

  @Test
  void systemdHearsOfReadinessReloadsLifeAndTheEnd() throws Exception {
    Path socket = folder.resolve("notify");
    Path file = configuration();
    try (NotifyReceiver systemd = new NotifyReceiver(socket.toString());
        Program server = server(file, "NOTIFY_SOCKET=" + socket, "WATCHDOG_USEC=4000000")) {
      server.awaitOut("ready: 1 board at 127.0.0.1:");
      systemd.await("READY=1", 1);
      assertThat(systemd.messages().get(0)).contains("STATUS=1 board at 127.0.0.1:");

      systemd.await("WATCHDOG=1", 2);
      Files.writeString(file, Files.readString(file) + "\ngateway.table.interval = 7s\n");
      server.signal("HUP");
      systemd.await("READY=1", 2);
      assertThat(systemd.messages()).anyMatch(message -> message.startsWith("RELOADING=1\n"));

      server.signal("TERM");
      assertThat(server.exitCode()).isZero();
      systemd.await("STOPPING=1", 1);
      assertThat(server.err()).noneMatch(line -> line.startsWith("\tat "));
    }
  }

  @Test
  void nobodyIsToldWhereNobodyWantsToHear() throws Exception {
    Path file = configuration();
    try (Program server =
        Program.start(Main.class, List.of("-Xlog:class+load"), List.of("-c", file.toString()))) {
      server.awaitOut("ready: 1 board at 127.0.0.1:");

      assertThat(server.out())
          .anyMatch(line -> line.contains("org.spinngate.server.Serve "))
          .noneMatch(line -> line.contains("org.spinngate.server.systemd.Systemd "))
          .noneMatch(line -> line.contains("NotifySocket"));
    }
  }
}
