package org.spinngate.client.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is typed, and by whom it could be. */
class LinuxAliasesTest {
  private static final Inet4Address BOARD = board();

  @TempDir Path proc;

  private static Inet4Address board() {
    try {
      return (Inet4Address) InetAddress.getByName("192.168.240.3");
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private LinuxAliases linux() {
    return new LinuxAliases(proc, List.of(proc.resolve("none"), proc.resolve("ip")));
  }

  /** What is run in place of the real one, and notes its words. */
  private void program(String... lines) throws IOException {
    String script = "#!/bin/sh\necho \"$@\" > " + proc.resolve("words") + "\n";
    Path file = Files.writeString(proc.resolve("ip"), script + String.join("\n", lines) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void whatIsTypedIsWhatIsRun() throws Exception {
    program("exit 0");

    linux().make(BOARD);
    assertThat(proc.resolve("words")).hasContent("addr add 192.168.240.3/32 dev lo");
    linux().remove(BOARD);
    assertThat(proc.resolve("words")).hasContent("addr del 192.168.240.3/32 dev lo");
  }

  @Test
  void whatTheProgramSaysIsTheReason() throws Exception {
    program("echo 'RTNETLINK answers: Operation not permitted' >&2", "exit 2");

    assertThatIOException()
        .isThrownBy(() -> linux().make(BOARD))
        .withMessage("Operation not permitted");
  }

  @Test
  void aProgramThatSaysNothingFailsAllTheSame() throws Exception {
    program("exit 3");

    assertThatIOException().isThrownBy(() -> linux().make(BOARD)).withMessage("'ip' failed with 3");
  }

  @Test
  void aMachineWithoutTheProgramSaysSo() {
    assertThatIOException()
        .isThrownBy(() -> linux().make(BOARD))
        .withMessage("there is no program 'ip'");
  }

  @Test
  void theCommandsAreWhatAPersonTypes() throws Exception {
    assertThat(LinuxAliases.usual().commandToMake(BOARD))
        .isEqualTo("sudo ip addr add 192.168.240.3/32 dev lo");
    assertThat(LinuxAliases.usual().commandToRemove(BOARD))
        .isEqualTo("sudo ip addr del 192.168.240.3/32 dev lo");
    assertThat(new TypedAliases().commandToMake(BOARD))
        .isEqualTo("sudo ifconfig lo0 alias 192.168.240.3");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 000001ffffffffff, 0000000000000000, true",
    "0, 000001ffffffefff, 0000000000000000, false",
    "1000, 000001ffffffffff, 0000000000000000, false",
    "1000, 000001ffffffffff, 0000000000001000, true"
  })
  void rightsAreNeededThatPassToTheProgram(
      String user, String bounding, String ambient, boolean allowed) throws Exception {
    program("exit 0");
    Path self = Files.createDirectories(proc.resolve("self"));
    String status = "Name:\tjava\nUid:\t1000\t%s\t1000\t1000\nCapBnd:\t%s\nCapAmb:\t%s\n";
    Files.writeString(self.resolve("status"), status.formatted(user, bounding, ambient));

    assertThat(linux().isAllowed()).isEqualTo(allowed);
  }

  @Test
  void whereNothingIsToldNothingIsAllowed() {
    assertThat(linux().isAllowed()).isFalse();
    assertThat(new TypedAliases().isAllowed()).isFalse();
  }
}
