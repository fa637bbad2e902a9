package org.spinngate.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.client.command.ClientProgram;
import org.spinngate.protocol.testing.Conditions;
import org.spinngate.protocol.testing.Direction;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.simulated.ScampRelease;
import org.spinngate.simulated.SimulationSettings;

/** What a user reads who checks before the work, with everything that can be in the way. */
@Timeout(300)
@ExtendWith(LeakExtension.class)
class CheckTest {
  /** Of its own, so that the ports that tools know are free. */
  private static final String LOCAL = "127.94.31.1";

  @TempDir Path folder;
  private final Facility facility =
      Facility.plan()
          .board("booted", SimulationSettings::booted)
          .board("second", SimulationSettings::booted)
          .board("third", SimulationSettings::booted)
          .board("old", board -> board.withRelease(ScampRelease.V3_1_0).booted())
          .board("unbooted", board -> board)
          .user("alice", "*")
          .start();
  private final Line line = Line.to(facility.address(), 3);

  @AfterEach
  void stop() {
    line.close();
    facility.close();
  }

  private ClientProgram check(String... more) {
    return check(line.address(), more);
  }

  private ClientProgram check(InetSocketAddress server, String... more) {
    List<String> arguments = new ArrayList<>(List.of("check"));
    if (!List.of(more).contains("--bind")) {
      arguments.addAll(List.of("--bind", LOCAL));
    }
    arguments.addAll(facility.options("alice", server));
    arguments.set(
        arguments.indexOf("--server") + 1, server.getHostString() + ":" + server.getPort());
    arguments.addAll(List.of(more));
    return ClientProgram.start(folder, arguments);
  }

  private static void assertFirst(ClientProgram check, int code, String line) {
    assertThat(check.exitCode()).as("%s%s", check.out(), check.err()).isEqualTo(code);
    assertThat(check.out().lines().findFirst().orElse("")).matches(line);
  }

  @Test
  void aBoardThatAnswersIsFineForAllTools() {
    ClientProgram check = check("-b", "booted");

    assertFirst(check, 0, "all would work");
    assertThat(check.out().lines())
        .anyMatch(
            line -> line.matches("ok    board .* runs SC&MP 4.0.0, \\d+ of \\d+ answers came"))
        .anyMatch(
            line ->
                line.matches(
                    "ok    path .*loss \\d.* SCP goes by udp in packets of up to 1,\\d+ bytes"));
    assertThat(facility.table().rows()).isEmpty();
  }

  @Test
  void anOldScampIsNothingForSpinnman() {
    ClientProgram check = check("-b", "old");

    assertFirst(
        check, 6, "works in part: SpiNNMan: wants SC&MP 4, and the board runs SC&MP 3.1.0; .*");
    assertThat(check.out().lines()).contains("yes   ybug", "yes   rig");
  }

  @Test
  void aFarServerIsTooFarForTheBootOfYbug() {
    line.conditions(Conditions.CLEAR.delayedBy(Duration.ofMillis(90)));

    ClientProgram check = check("-b", "booted");

    assertFirst(check, 7, "works in part: ybug: the round trip is \\d+ ms, and it .*");
    assertThat(check.out()).contains("note  path                 the round trip is ");
  }

  @Test
  void aLossyLineIsTold() {
    line.datagrams().conditions(Conditions.CLEAR.losing(0.03));

    ClientProgram check = check("-b", "booted");

    assertFirst(check, 0, "works, with a remark: [1-6]\\.\\d % of the packets are lost");
  }

  /** These wait long, for packets that never come: all at the same time. */
  @Test
  void aFirewallThatStopsUdpIsToldWhicheverWayItDoesAndOnlyWhoInsistsOnUdpCannotWork() {
    try (Line out = blocked(Direction.TO_SERVER);
        Line back = blocked(Direction.TO_CLIENT)) {
      ClientProgram first = check(out.address(), "-b", "booted");
      ClientProgram second = check(back.address(), "-b", "second", "--bind", "127.94.31.2");
      ClientProgram insisting =
          check(back.address(), "-b", "third", "--bind", "127.94.31.3", "--transport", "udp");

      assertFirst(first, 0, "works, with a remark: UDP does not pass, so SCP goes by TCP");
      assertFirst(second, 0, "works, with a remark: UDP does not pass, so SCP goes by TCP");
      assertFirst(insisting, 7, "will not work: UDP does not pass, and --transport udp .*");
    }
  }

  private Line blocked(Direction direction) {
    Line firewall = Line.to(facility.address(), 4);
    firewall.datagrams().blackHole(direction);
    return firewall;
  }

  @Test
  void aSilentBoardIsToldAndNeverBooted() {
    ClientProgram check = check("-b", "unbooted");

    assertFirst(check, 6, "will not work: board unbooted is silent: \\d+ questions, no answer");
    assertThat(facility.board("unbooted").counters().boot().datagrams()).isZero();
  }

  @Test
  void whoInterruptsACheckLeavesTheBoardToOthersAtOnce() {
    ClientProgram check = check("-b", "booted");
    await().atMost(TestClient.PATIENCE).until(() -> !facility.table().rows().isEmpty());

    check.interrupt();

    assertThat(check.exitCode()).isEqualTo(130);
    assertThat(check.err()).contains("interrupted before the check was done");
    await().atMost(TestClient.PATIENCE).until(() -> facility.table().rows().isEmpty());
  }
}
