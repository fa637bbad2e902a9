package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.socket.DatagramChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.BootReport.State;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.board.Board;
import org.spinngate.server.board.Tenure;
import org.spinngate.server.boot.BootPackets;
import org.spinngate.server.budget.SessionRates;
import org.spinngate.server.testing.MemorySocket;
import org.spinngate.server.testing.MemorySocket.Sent;
import org.spinngate.server.testing.RealLoop;
import org.spinngate.server.testing.TestBudgets;

/** Two sessions on two threads that boot one board again and again. */
@ExtendWith(LeakExtension.class)
class BootPacingThreadsTest {
  private static final Duration GAP = Duration.ofMillis(2);
  private static final int BOOTS = 10;
  private static final int BLOCKS = 4;

  private final List<MemorySocket> sockets = Collections.synchronizedList(new ArrayList<>());
  private final Board board =
      new Board(
          "spin5-03",
          new Board.Addresses(FlowBench.SCP, FlowBench.BOOT),
          true,
          new Board.Handling(GAP, 8, true),
          "");

  private DatagramChannel socket() {
    MemorySocket socket = new MemorySocket(System::nanoTime);
    sockets.add(socket);
    return socket;
  }

  private FlowTable table(RealLoop loop, String user, FlowListener listener) {
    Flows.Shared shared =
        new Flows.Shared(
            this::socket,
            Tenure.ALWAYS,
            TestBudgets.flows(10),
            new Flows.PerSession(4, SessionRates.UNLIMITED, 128),
            Timing.of(System::nanoTime),
            Clock.systemUTC());
    return new FlowTable(new Flows(loop.loop(), board, user, shared), listener);
  }

  private static void boot(FlowTable flows) {
    BootPackets.whole(BLOCKS).forEach(packet -> flows.sendBoot(1, 0, packet));
  }

  @Test
  void bootsOfTwoThreadsNeverMixAndNeverComeCloserThanTheGap() {
    RecordingListener alice = new RecordingListener();
    RecordingListener bob = new RecordingListener();
    try (RealLoop one = new RealLoop(Transport.best());
        RealLoop two = new RealLoop(Transport.best())) {
      FlowTable alices = table(one, "alice", alice);
      FlowTable bobs = table(two, "bob", bob);

      for (int i = 1; i <= BOOTS; i++) {
        int boots = i;
        one.on(() -> boot(alices));
        two.on(() -> boot(bobs));
        await().until(() -> alice.reports(State.COMPLETE).size() == boots);
        await().until(() -> bob.reports(State.COMPLETE).size() == boots);
      }
      one.on(alices::closeAll);
      two.on(bobs::closeAll);
    }

    List<Sent> sent =
        sockets.stream()
            .flatMap(socket -> socket.sent().stream())
            .sorted(Comparator.comparingLong(Sent::nanos))
            .toList();
    assertThat(sent).hasSize(2 * BOOTS * (BLOCKS + 2));
    for (int i = 0; i + 1 < sent.size(); i++) {
      assertThat(sent.get(i + 1).nanos() - sent.get(i).nanos()).isNotNegative();
      assertThat(sent.get(i + 1).nanos() - sent.get(i).nanos())
          .isGreaterThanOrEqualTo(GAP.toNanos());
    }
    List<String> names = sent.stream().map(each -> BootPackets.name(each.bytes())).toList();
    for (int boot = 0; boot < 2 * BOOTS; boot++) {
      assertThat(names.subList(boot * (BLOCKS + 2), (boot + 1) * (BLOCKS + 2)))
          .containsExactly("start", "0", "1", "2", "3", "end");
    }
  }
}
