package org.spinngate.server.systemd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.server.testing.LogCapture;

/** What is told where our own sockets cannot. */
@EnabledOnOs(OS.LINUX)
class NotifyProgramTest {
  private static final ServiceManager.Service SERVICE =
      new ServiceManager.Service(() -> "12 boards", late -> true);

  @TempDir Path folder;
  private final LogCapture log = new LogCapture(LogCapture.EVERYTHING);

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void theProgramIsGivenEachAssignment() throws Exception {
    Path told = folder.resolve("told");
    Path program = folder.resolve("systemd-notify");
    Files.writeString(program, "#!/bin/sh\nprintf '[%s]' \"$@\" >>" + told + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    try (Systemd systemd =
        new Systemd(new NotifyProgram(program.toString()), Optional.of(Duration.ofMillis(100)))) {
      systemd.ready(SERVICE);

      await().until(() -> Files.exists(told) && Files.readString(told).contains("[WATCHDOG=1]"));
    }
    assertThat(Files.readString(told)).startsWith("[READY=1][STATUS=12 boards]");
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void withoutTheProgramTheLogSaysSoOnce() {
    String missing = folder.resolve("missing").toString();
    try (Systemd systemd = new Systemd(new NotifyProgram(missing), Optional.empty())) {
      systemd.ready(SERVICE);
      systemd.stopping();
    }

    assertThat(log.lines())
        .singleElement()
        .asString()
        .startsWith("systemd is told nothing, and may end this process: ");
  }
}
