package org.spinngate.client.alias;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is typed, and by whom it could be. */
class LinuxAliasesTest {
  @TempDir Path proc;

  @Test
  void theCommandsAreWhatAPersonTypes() throws Exception {
    Inet4Address board = (Inet4Address) InetAddress.getByName("192.168.240.3");

    assertThat(new LinuxAliases(proc).commandToMake(board))
        .isEqualTo("sudo ip addr add 192.168.240.3/32 dev lo");
    assertThat(new LinuxAliases(proc).commandToRemove(board))
        .isEqualTo("sudo ip addr del 192.168.240.3/32 dev lo");
    assertThat(new TypedAliases().commandToMake(board))
        .isEqualTo("sudo ifconfig lo0 alias 192.168.240.3");
  }

  @ParameterizedTest
  @CsvSource({"0000000000000000, false", "0000000000000fff, false", "00000000a80425fb, false"})
  void rightsToTheNetworkAreNeeded(String capabilities, boolean allowed) throws Exception {
    Path self = Files.createDirectories(proc.resolve("self"));
    Files.writeString(self.resolve("status"), "Name:\tjava\nCapEff:\t" + capabilities + "\n");

    assertThat(new LinuxAliases(proc).isAllowed()).isEqualTo(allowed);
  }

  @Test
  void whereNothingIsToldNothingIsAllowed() {
    assertThat(new LinuxAliases(proc).isAllowed()).isFalse();
    assertThat(new TypedAliases().isAllowed()).isFalse();
  }
}
