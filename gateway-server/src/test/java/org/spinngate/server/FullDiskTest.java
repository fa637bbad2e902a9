package org.spinngate.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process of its own, for it is the process whose standard output takes nothing. */
@EnabledOnOs(OS.LINUX)
@Timeout(180)
class FullDiskTest {
  @Test
  void aTokenThatNobodyCouldReadIsNoSuccess() throws Exception {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "new-token",
            "alice",
            "--board",
            "*");

    Process process = new ProcessBuilder(command).redirectOutput(new File("/dev/full")).start();

    String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(said).contains("standard output does not take the result");
    assertThat(process.exitValue()).isEqualTo(1);
  }
}
