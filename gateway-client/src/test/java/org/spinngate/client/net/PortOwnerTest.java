package org.spinngate.client.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.NetUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortOwnerTest {
  private static final InetSocketAddress SCP =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 17893);
  private static final String USUAL = "spinnaker_proxy";

  @TempDir Path proc;

  @BeforeEach
  void aProcessWithASocket() throws IOException {
    Path descriptors = Files.createDirectories(proc.resolve("4711/fd"));
    Files.createSymbolicLink(descriptors.resolve("3"), Path.of("/dev/null"));
    Files.createSymbolicLink(descriptors.resolve("5"), Path.of("socket:[987]"));
    Files.writeString(proc.resolve("4711/comm"), "python3\n");
    Files.createDirectories(proc.resolve("net"));
    Files.createDirectories(proc.resolve("1/fd"));
  }

  private String owner(String table, String bound) throws IOException {
    Files.writeString(
        proc.resolve("net").resolve(table),
        "  sl  local_address rem_address st tx_queue rx_queue tr tm->when retrnsmt uid timeout"
            + " inode\n   12: "
            + bound
            + " 00000000:0000 07 00000000:00000000 00:00000000 00000000 1000 0 987 2 0 0\n");
    return new PortOwner(proc).describe(SCP);
  }

  @Test
  void theProcessWithThatSocketIsNamed() throws IOException {
    assertThat(owner("udp", "0100007F:45E5")).isEqualTo("python3 (process 4711)");
  }

  @Test
  void aWildcardIsInTheWayToo() throws IOException {
    assertThat(owner("udp", "00000000:45E5")).contains("4711");
    assertThat(owner("udp6", "00000000000000000000000000000000:45E5")).contains("4711");
    assertThat(owner("udp6", "0000000000000000FFFF00000100007F:45E5")).contains("4711");
  }

  @Test
  void anIpv6AddressIsFoundInItsOwnTable() throws IOException {
    InetSocketAddress loopback = new InetSocketAddress(NetUtil.LOCALHOST6, 17893);

    owner("udp6", "00000000000000000000000001000000:45E5");
    assertThat(new PortOwner(proc).describe(loopback)).contains("4711");
    owner("udp6", "00000000000000000000000000000000:45E5");
    assertThat(new PortOwner(proc).describe(loopback)).contains("4711");
    owner("udp6", "0000000000000000FFFF00000100007F:45E5");
    assertThat(new PortOwner(proc).describe(loopback)).contains(USUAL);
    Files.delete(proc.resolve("net/udp6"));
    owner("udp", "00000000:45E5");
    assertThat(new PortOwner(proc).describe(loopback)).as("IPv4 only").contains(USUAL);
  }

  @Test
  void otherPortsAndAddressesAreNot() throws IOException {
    assertThat(owner("udp", "0100007F:45E6")).contains(USUAL);
    assertThat(owner("udp", "0200007F:45E5")).contains(USUAL);
    assertThat(owner("udp", "nonsense")).contains(USUAL);
  }

  @Test
  void whoMayNotBeSeenIsGuessed() throws IOException {
    Files.delete(proc.resolve("4711/fd/5"));

    assertThat(owner("udp", "0100007F:45E5")).contains(USUAL);
  }

  @Test
  void whereNothingIsToldTheUsualOwnersAreNamed() {
    assertThat(new PortOwner(proc.resolve("nowhere")).describe(SCP)).contains(USUAL);
  }
}
