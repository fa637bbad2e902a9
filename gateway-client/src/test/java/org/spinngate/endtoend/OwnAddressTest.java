package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.spinngate.client.command.Main;

/**
 * Three boards that are one machine, on the network of a facility, and a user on another network
 * who has no way to them: real programs in namespaces of their own.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(600)
class OwnAddressTest {
  private static final List<String> BOARDS =
      List.of("192.168.240.1", "192.168.240.9", "192.168.240.17");
  private static final String SERVER = "10.117.0.1";
  private static final int PORT = 17894;

  private final ServerIdentity identity = ServerIdentity.forLoopback();
  private final Path folder = Folders.temporary("own-address");
  private final List<AutoCloseable> open = new ArrayList<>();
  private NetworkNamespace user;

  @BeforeEach
  void start() throws Exception {
    NetworkNamespace.assumePossible();
    NetworkNamespace facility = keep(new NetworkNamespace());
    user = keep(new NetworkNamespace());
    facility.connect(SERVER + "/24", user, "10.117.0.2/24");
    for (String board : BOARDS) {
      facility.run("ip", "addr", "add", board + "/32", "dev", "lo");
    }
    List<String> arguments = new ArrayList<>(BOARDS);
    arguments.addAll(List.of("serve", "-c", configuration().toString()));
    keep(Program.startWithin(facility.entry(), TriadFacility.class, arguments)).awaitOut("ready: ");
  }

  private <T extends AutoCloseable> T keep(T resource) {
    open.add(0, resource);
    return resource;
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable resource : open) {
      resource.close();
    }
  }

  private Path configuration() throws Exception {
    FacilityPlan plan =
        Facility.plan()
            .user("alice", "*")
            .with("listen = [\"" + SERVER + ":" + PORT + "\"]")
            .with("restart.journal = \"\"")
            .with("control.socket = off")
            .with("session.resume-grace = 0");
    for (int i = 0; i < BOARDS.size(); i++) {
      InetSocketAddress scp = new InetSocketAddress(BOARDS.get(i), 17893);
      InetSocketAddress boot = new InetSocketAddress(BOARDS.get(i), 54321);
      plan.board("spin5-0" + (i + 1), scp, boot);
    }
    return Files.writeString(folder.resolve("server.conf"), plan.text());
  }

  private Program client(int... boards) {
    Path token = Folders.tokenFile(folder, FacilityPlan.token("alice"));
    List<String> arguments =
        new ArrayList<>(List.of("--server", SERVER + ":" + PORT, "--user", "alice", "--as-board"));
    arguments.addAll(List.of("--token-file", token.toString(), "--pin", identity.pin()));
    // The server may still be busy with the end of a killed one.
    arguments.add("--wait=2m");
    for (int board : boards) {
      arguments.addAll(List.of("--board", "spin5-0" + board));
    }
    List<String> entry = new ArrayList<>(user.entry());
    // Both clients keep their notes in one place.
    entry.addAll(List.of("env", "XDG_RUNTIME_DIR=" + folder));
    return keep(Program.startWithin(entry, Main.class, arguments));
  }

  private List<String> aliases() throws Exception {
    String addresses = user.run("ip", "-o", "-4", "addr", "show", "dev", "lo");
    return BOARDS.stream().filter(board -> addresses.contains(" " + board + "/32 ")).toList();
  }

  @Test
  void aToolFindsAllBoardsOfAMachineAtTheirOwnAddressesWhichGoWithTheClientHoweverItEnds()
      throws Exception {
    Program killed = client(1, 2, 3);
    killed.awaitOut("all 3 boards are ready");
    assertThat(killed.out())
        .anyMatch(line -> line.startsWith("ready: board spin5-02 at 192.168.240.9 (SCP 17893, "));
    assertThat(aliases()).isEqualTo(BOARDS);

    Program tool =
        keep(Program.startWithin(user.entry(), DiscoveringTool.class, List.of(BOARDS.get(0))));
    assertThat(tool.exitCode()).as("%s", tool.err()).isZero();
    assertThat(tool.out())
        .containsExactly(
            "chip 0,0 at 192.168.240.1: SC&MP/SpiNNaker, addresses agree, memory right",
            "chip 4,8 at 192.168.240.9: SC&MP/SpiNNaker, addresses agree, memory right",
            "chip 8,4 at 192.168.240.17: SC&MP/SpiNNaker, addresses agree, memory right");

    killed.signal("KILL");
    killed.exitCode();
    assertThat(aliases()).as("nobody was there to remove them").isEqualTo(BOARDS);

    Program next = client(1);
    next.awaitOut("ready: ");
    assertThat(aliases()).as("what the killed one left behind is gone").hasSize(1);
    next.signal("INT");
    assertThat(next.exitCode()).isZero();
    assertThat(aliases()).isEmpty();
  }
}
