package org.spinngate.protocol.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class SystemTextTest {
  private static final String LOST = "J\ufffd\ufffdrg";

  @TempDir private Path process;

  @Test
  void argumentsAreReadAsTheyWereWritten() throws Exception {
    Files.writeString(process.resolve("cmdline"), "java\0-jar\0x.jar\0-c\0Jörg\0\0木\0");

    assertThat(text().arguments(new String[] {"-c", LOST, "", "???"}))
        .containsExactly("-c", "Jörg", "", "木");
  }

  @Test
  void theEnvironmentIsReadAsItWasSet() throws Exception {
    Files.writeString(process.resolve("environ"), "HOME=/home/Jörg\0A=b=ö\0broken\0=odd\0");

    assertThat(text().environment(Map.of("HOME", LOST, "NEWER", "x")))
        .containsOnly(
            Map.entry("HOME", "/home/Jörg"), Map.entry("A", "b=ö"), Map.entry("NEWER", "x"));
  }

  @Test
  void whatIsNoUtf8OrCannotBeReadStaysAsJavaUnderstoodIt() throws Exception {
    Files.write(
        process.resolve("environ"), "HOME=/home/Jörg\0".getBytes(StandardCharsets.ISO_8859_1));

    assertThat(text().environment(Map.of("HOME", LOST))).containsEntry("HOME", LOST);
    assertThat(text().arguments(new String[] {LOST})).containsExactly(LOST);
  }

  @Test
  void aProcessWithAnUtf8LocaleAsksNobody() {
    SystemText plain = new SystemText(process.resolve("none"), true);

    assertThat(plain.arguments(new String[] {"ö"})).containsExactly("ö");
    assertThat(plain.environment(Map.of("A", "ö"))).containsEntry("A", "ö");
  }

  private SystemText text() {
    return new SystemText(process, false);
  }
}
