package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.config.ClientSettings;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.client.config.UserToken;
import org.spinngate.endtoend.tools.ExpectedMemory;
import org.spinngate.endtoend.tools.ToolTarget;
import org.spinngate.endtoend.tools.Ybug;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.StreamRelay;
import org.spinngate.server.Main;
import org.spinngate.server.access.TokenHash;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.simulated.SimulatedBoard;
import org.spinngate.simulated.SimulationSettings;

/** IP tags outlive what their session outlives, and end with it. */
@EnabledOnOs(OS.LINUX)
@Timeout(300)
@ExtendWith(LeakExtension.class)
class TagsOverTimeTest {
  @TempDir Path folder;

  private final SimulatedBoards simulation = new SimulatedBoards();
  private SimulatedBoard board;
  private Program server;
  private StreamRelay relay;
  private TestClient client;
  private TagListener listener;
  private ScpApplication tool;

  private void setTag(String grace) throws Exception {
    board = simulation.start(SimulationSettings.spin3(InetAddress.getLoopbackAddress()).booted());
    Files.writeString(folder.resolve("server.conf"), configuration(grace));
    server = process();
    relay = new StreamRelay(address(), 4);
    client = TestClient.start(settings()).ready();
    listener = new TagListener(client.scp());
    tool = client.persistentApplication();
    TagTools.setsStripped(tool, 3, TagTools.LOOPBACK, listener.port());
  }

  @AfterEach
  void stop() throws IOException {
    listener.close();
    client.close();
    relay.close();
    server.close();
    simulation.close();
  }

  private String configuration(String grace) {
    ServerIdentity identity = ServerIdentity.forLoopback();
    return """
    gateway {
      listen = ["127.0.0.1:0"]
      probe { interval = 0, hello = off }
      http.listen = []
      session.resume-grace = %s
      tls { certificate = "%s", key = "%s" }
      users.alice { tokens = ["%s"], boards = ["*"] }
      boards.b0 { host = "127.0.0.1", scp-port = %d, boot-port = %d }
    }
    """
        .formatted(
            grace,
            identity.certificate(),
            identity.key(),
            TokenHash.of(FacilityPlan.token("alice")).text(),
            board.scpAddress().getPort(),
            board.bootAddress().getPort());
  }

  private Program process() {
    return Program.start(
        Main.class, List.of("-Xmx128m"), List.of("-c", folder.resolve("server.conf").toString()));
  }

  private InetSocketAddress address() {
    String port = server.awaitOut("ready: ").replaceFirst(".*127.0.0.1:(\\d+),.*", "$1");
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
  }

  private ClientSettings settings() {
    return new ClientSettings(
        new ServerAccess(
            new ServerAddress("127.0.0.1", relay.address().getPort()),
            new UserToken("alice", FacilityPlan.token("alice")),
            new Trust.Pin(ServerIdentity.forLoopback().pin())),
        "b0",
        0,
        new LocalSettings(LocalSettings.LOOPBACK, 0, 0));
  }

  /** The board sends until it has come, since the way may take a moment to be there. */
  private void awaitOutput(int number) {
    await()
        .atMost(TestClient.PATIENCE)
        .until(
            () -> {
              board.emit(3, new byte[] {(byte) number}).syncUninterruptibly();
              Optional<byte[]> next = listener.receive(Duration.ofMillis(100));
              return next.filter(bytes -> Arrays.equals(bytes, new byte[] {(byte) number}))
                  .isPresent();
            });
  }

  @Test
  void aTagBringsItsOutputAlsoAfterALostConnectionAndAKilledServer() throws Exception {
    setTag("1m");
    awaitOutput(1);
    relay.reset();
    awaitOutput(2);

    server.signal("KILL");
    server.exitCode();
    server = process();
    relay.retarget(address());

    awaitOutput(3);
    assertThat(TagTools.target(tool, 3)).isEqualTo("127.0.0.1:" + listener.port());
    assertThat(tool.statistics().strays()).isZero();
  }

  @Test
  void aTagIsClearedWhenItsSessionEnds() throws Exception {
    setTag("1m");
    awaitOutput(1);

    client.close();

    awaitNoTag();
  }

  private void awaitNoTag() {
    await()
        .atMost(TestClient.PATIENCE)
        .until(() -> !board.emit(3, new byte[1]).syncUninterruptibly().getNow());
  }

  @Test
  void aTagIsClearedWhenItsClientIsGoneForLongerThanTheSessionWaits() throws Exception {
    setTag("1s");
    awaitOutput(1);

    relay.refuse(true);
    relay.reset();

    awaitNoTag();
  }

  @Test
  void aBoardThatWasBootedAnewHasNoTagUntilItIsSetAgain() throws Exception {
    setTag("1m");
    awaitOutput(1);
    board.powerCycle().syncUninterruptibly();
    awaitNoTag();

    try (Ybug ybug = new Ybug(new ToolTarget(client.scp(), client.boot(), new ExpectedMemory(7)))) {
      assertThat(ybug.boot(BootImage.ofLength(7, 29_868)).error()).isEmpty();
    }
    TagTools.setsStripped(tool, 3, TagTools.LOOPBACK, listener.port());

    awaitOutput(2);
  }
}
