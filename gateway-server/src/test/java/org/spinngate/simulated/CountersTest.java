package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.spinngate.server.testing.ScpMessage.request;
import static org.spinngate.simulated.Bench.exchange;

import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.net.Transport;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.BootImage;
import org.spinngate.server.testing.BootSender;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpMessage;

@ExtendWith(LeakExtension.class)
class CountersTest {
  private final Bench bench = new Bench(Transport.NIO);

  @AfterEach
  void stop() throws IOException {
    bench.close();
  }

  @Test
  void aRequestExecutedTwiceIsCountedAsRepeated() throws IOException {
    SimulatedBoard board = bench.start(Bench.spin5().booted());
    ScpApplication application = bench.application(board);

    exchange(application, request(0, 1));
    exchange(application, request(0, 1));
    exchange(application, request(0, 1));
    exchange(application, request(0, 2));

    ScpCounters scp = board.counters().scp();
    assertThat(scp.mostExecutions()).isEqualTo(3);
    assertThat(scp.repeatedRequests()).isOne();
    assertThat(scp.executions(Command.VER)).isEqualTo(4);
    assertThat(scp.executions()).isEqualTo(4);
    assertThat(scp.replies()).isEqualTo(4);
    assertThat(scp.sourcePorts()).containsExactly(application.localPort());
  }

  @Test
  void theSameRequestFromAnotherPortOrWithOtherBytesIsAnother() throws IOException {
    SimulatedBoard board = bench.start(Bench.spin5().booted());
    ScpApplication application = bench.application(board);
    ScpApplication other = bench.application(board);

    exchange(application, request(2, 1, Bench.SDRAM, 4, 2));
    exchange(application, request(2, 1, Bench.SDRAM, 8, 2));
    exchange(other, request(2, 1, Bench.SDRAM, 4, 2));
    exchange(other, request(63, 1));

    ScpCounters scp = board.counters().scp();
    assertThat(scp.mostExecutions()).isOne();
    assertThat(scp.repeatedRequests()).isZero();
    assertThat(scp.unknownCommands()).isOne();
    assertThat(scp.sourcePorts()).hasSize(2);
  }

  @Test
  void lostRequestsAndRepliesAreRepeatedUntilAllIsRight() throws IOException {
    LinkFaults faults = LinkFaults.NONE.withLoss(0.1, 0.1).withDuplication(0.1, 0.1).withSeed(7);
    SimulatedBoard board = bench.start(Bench.spin5().booted().withFaults(faults));
    ScpApplication application = bench.application(board, Duration.ofMillis(40), 100);
    byte[] data = IdentityPattern.bytes(77, 0, 20_000);

    application.writeWindowed(Bench.SDRAM, data, 8);

    assertThat(application.readWindowed(Bench.SDRAM, data.length, 8)).isEqualTo(data);
    SimulationCounters counters = board.counters();
    assertThat(counters.drops(DropCause.REQUEST_LOST)).isPositive();
    assertThat(counters.drops(DropCause.REPLY_LOST)).isPositive();
    assertThat(counters.scp().repeatedRequests()).isPositive();
    assertThat(application.statistics().retries()).isPositive();
    assertThat(application.statistics().duplicates()).isPositive();
    assertThat(application.statistics().strays()).isZero();
  }

  @Test
  void delayKeepsTheOrder() throws IOException {
    LinkFaults slow = LinkFaults.NONE.withDelay(Duration.ofMillis(15));
    SimulatedBoard board = bench.start(Bench.spin5().booted().withFaults(slow));
    ScpApplication application = bench.application(board);
    long before = System.nanoTime();

    for (int sequence = 0; sequence < 8; sequence++) {
      application.send(request(0, sequence));
    }

    for (int sequence = 0; sequence < 8; sequence++) {
      byte[] answer = application.receive(Bench.PATIENCE).orElseThrow();
      assertThat(ScpMessage.sequence(answer)).isEqualTo(sequence);
    }
    assertThat(System.nanoTime() - before).isGreaterThan(Duration.ofMillis(30).toNanos());
  }

  @Test
  void datagramsUnderWayAreLostWithThePower() throws IOException {
    LinkFaults slow = LinkFaults.NONE.withDelay(Bench.NEVER);
    SimulatedBoard board = bench.start(Bench.spin5().withFaults(slow));

    BootSender.boot(board.bootAddress(), BootImage.random(1, 3), Duration.ZERO);

    await().until(() -> board.counters().boot().datagrams() == 5);
    board.powerCycle().syncUninterruptibly();
    assertThat(board.counters().boot().completed()).isZero();
  }

  @Test
  void helloGoesToTheSenderOfABootPacket() throws IOException {
    SimulatedBoard board =
        bench.start(SimulationSettings.spin5(Bench.ownAddress()).withHello(Duration.ofMillis(20)));

    try (DatagramChannel host = DatagramChannel.open();
        Selector selector = Selector.open()) {
      host.bind(new InetSocketAddress(Bench.ownAddress(), HelloSender.HOST_PORT));
      host.send(ByteBuffer.wrap(BootImage.random(1, 1).packets().get(0)), board.bootAddress());
      host.configureBlocking(false);
      host.register(selector, SelectionKey.OP_READ);
      selector.select(Bench.PATIENCE.toMillis());
      ByteBuffer hello = ByteBuffer.allocate(100);
      assertThat(host.receive(hello)).isEqualTo(board.bootAddress());
      assertThat(hello.flip()).isEqualTo(BootPacket.hello());
    }
  }

  @Test
  void aTakenPortIsAFailureAndLeavesNothingBehind() {
    SimulatedBoard board = bench.start(Bench.spin5());
    int taken = board.bootAddress().getPort();

    Future<SimulatedBoard> second = bench.starting(Bench.spin5().withPorts(0, taken));

    assertThatThrownBy(second::syncUninterruptibly).isInstanceOf(BindException.class);
  }

  @Test
  void aClosedBoardGivesItsPortsBackAndStillTellsItsCounters() {
    SimulatedBoard board = bench.start(Bench.spin5());
    int scp = board.scpAddress().getPort();
    int boot = board.bootAddress().getPort();

    board.close().syncUninterruptibly();

    SimulationSettings same = Bench.spin5().withPorts(scp, boot);
    await().ignoreExceptions().until(() -> bench.start(same).scpAddress().getPort() == scp);
    assertThat(board.counters().scp().datagrams()).isZero();
  }
}
