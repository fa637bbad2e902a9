package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Samples;

@ExtendWith(LeakExtension.class)
class LocalFlowsTest {
  private static final InetSocketAddress ONE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1001);
  private static final InetSocketAddress TWO =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1002);
  private static final InetSocketAddress THREE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1003);

  private long nanos;
  private final List<String> words = new ArrayList<>();
  private final EmbeddedChannel scpSocket = new EmbeddedChannel();
  private final EmbeddedChannel bootSocket = new EmbeddedChannel();
  private final LocalFlows flows =
      TestFlows.on(scpSocket.eventLoop(), Timing.of(() -> nanos), words::add);
  private final LocalPort scp = new LocalPort(Service.SCP, flows, scpSocket);
  private final LocalPort boot = new LocalPort(Service.BOOT, flows, bootSocket);
  private final RecordingTunnel tunnel = new RecordingTunnel();

  @AfterEach
  void close() {
    scpSocket.finishAndReleaseAll();
    bootSocket.finishAndReleaseAll();
  }

  private static Opened opened(int flows) {
    return Samples.opened(1, "spin5-03", flows);
  }

  private void send(LocalPort port, InetSocketAddress application) {
    ByteBuf datagram = Unpooled.copiedBuffer(new byte[] {1});
    flows.fromApplication(port, application, datagram);
    datagram.release();
  }

  private void reply(Service service, int flow, int bytes) {
    flows.deliver(service, flow, Unpooled.buffer().writeZero(bytes));
    flows.flush();
  }

  private static InetSocketAddress receiver(EmbeddedChannel socket) {
    DatagramPacket packet = socket.readOutbound();
    packet.release();
    return packet.recipient();
  }

  @Test
  void everyApplicationHasItsOwnFlow() {
    flows.attach(tunnel, opened(8));

    send(scp, ONE);
    send(scp, TWO);
    send(boot, ONE);
    send(scp, ONE);

    assertThat(tunnel.sent()).containsExactly("scp 1", "scp 2", "boot 3 gap 0", "scp 1");
  }

  @Test
  void aReplyGoesToItsApplicationThroughThePortThatWasUsed() {
    flows.attach(tunnel, opened(8));
    send(scp, ONE);
    send(boot, TWO);

    reply(Service.BOOT, 2, 5);
    reply(Service.SCP, 1, 5);

    assertThat(receiver(bootSocket)).isEqualTo(TWO);
    assertThat(receiver(scpSocket)).isEqualTo(ONE);
    assertThat(flows.summary().fromBoard()).isEqualTo(new TrafficSummary.Count(2, 10));
  }

  @Test
  void repliesForNobodyAreCounted() {
    flows.attach(tunnel, opened(8));
    send(scp, ONE);

    reply(Service.SCP, 9, 5);
    reply(Service.BOOT, 1, 5);
    reply(Service.SCP, 1, 0);

    assertThat(scpSocket.<Object>readOutbound()).isNull();
    assertThat(flows.summary().dropped(DropReason.NO_SUCH_FLOW)).isEqualTo(2);
    assertThat(flows.summary().dropped(DropReason.EMPTY)).isEqualTo(1);
  }

  @Test
  void withoutATunnelDatagramsAreCounted() {
    send(scp, ONE);
    flows.attach(tunnel, opened(8));
    flows.detach(tunnel);
    send(scp, ONE);

    assertThat(flows.summary().dropped(DropReason.TUNNEL_DOWN)).isEqualTo(2);
    assertThat(tunnel.sent()).isEmpty();
  }

  @Test
  void aBootIsKeptForTheFirstTunnelAndCountedWhenItLeaves() {
    sendBoot(1, THREE);
    sendBoot(5, THREE);
    assertThat(flows.summary().dropped(DropReason.TUNNEL_DOWN)).isEqualTo(2);

    flows.attach(tunnel, opened(8));

    assertThat(tunnel.sent()).containsExactly("boot 1 gap 0", "boot 1 gap 0");
    assertThat(flows.summary().toBoard().datagrams()).isEqualTo(2);
    assertThat(flows.summary().drops()).isEmpty();
    assertThat(words).singleElement().asString().contains("a boot has begun without a connection");
  }

  @Test
  void anApplicationWhoseBootIsKeptDoesNotMakeRoomForOneThatAsks() {
    flows.attach(tunnel, opened(2));
    flows.detach(tunnel);
    sendBoot(1, THREE);
    send(scp, ONE);

    send(scp, TWO);
    flows.attach(tunnel, opened(2));

    assertThat(tunnel.sent()).containsExactly("boot 1 gap 0");
    assertThat(words).hasSize(1);
  }

  @Test
  void aBootThatIsHeldUpByASilentServerGoesOnByItself() {
    flows.attach(tunnel, opened(8));
    for (int datagram = 0; datagram < 70; datagram++) {
      send(boot, ONE);
    }
    assertThat(tunnel.sent()).hasSize(64);

    nanos += BootDatagram.PATIENCE_NANOS;
    scpSocket.advanceTimeBy(11, TimeUnit.SECONDS);
    scpSocket.runScheduledPendingTasks();

    assertThat(tunnel.sent()).hasSize(70);
  }

  /** A start or an end packet. */
  private void sendBoot(int opcode, InetSocketAddress application) {
    ByteBuf datagram = Unpooled.buffer().writeShort(1).writeInt(opcode).writeZero(12);
    flows.fromApplication(boot, application, datagram);
    datagram.release();
  }

  @Test
  void aFullTunnelDropsScpAndKeepsBoot() {
    flows.attach(tunnel, opened(8));
    tunnel.fill();

    send(scp, ONE);
    send(boot, ONE);

    assertThat(flows.summary().dropped(DropReason.TUNNEL_FULL)).isEqualTo(1);
    assertThat(flows.summary().drops()).hasSize(1);
  }

  @Test
  void bootDatagramsCarryTheGapRoundedUp() {
    flows.attach(tunnel, opened(8));

    for (Duration pause :
        List.of(Duration.ofNanos(1), Duration.ofMillis(10), Duration.ofMinutes(5))) {
      send(boot, ONE);
      nanos += pause.toNanos();
    }
    send(boot, ONE);
    send(boot, TWO);

    assertThat(tunnel.sent())
        .containsExactly(
            "boot 1 gap 0", "boot 1 gap 1", "boot 1 gap 10", "boot 1 gap 65535", "boot 2 gap 0");
  }

  @Test
  void theLeastRecentlyUsedFlowMakesRoom() {
    flows.attach(tunnel, opened(2));
    send(scp, ONE);
    send(scp, TWO);
    reply(Service.SCP, 1, 5);
    receiver(scpSocket);

    send(scp, THREE);
    send(scp, TWO);

    assertThat(tunnel.said())
        .containsExactly(new FlowClosed(Service.SCP, 2), new FlowClosed(Service.SCP, 1));
    assertThat(tunnel.sent()).containsExactly("scp 1", "scp 2", "scp 3", "scp 4");
  }

  @Test
  void aForgottenApplicationGetsNoLateReply() {
    flows.attach(tunnel, opened(1));
    send(scp, ONE);
    send(scp, TWO);

    reply(Service.SCP, 1, 5);

    assertThat(scpSocket.<Object>readOutbound()).isNull();
    assertThat(flows.summary().dropped(DropReason.NO_SUCH_FLOW)).isEqualTo(1);
  }

  @Test
  void numbersGoRoundAndSkipThoseInUse() {
    flows.attach(tunnel, opened(2));
    send(scp, ONE);
    for (int i = 0; i < 65_536; i++) {
      send(scp, ONE);
      send(scp, new InetSocketAddress(InetAddress.getLoopbackAddress(), 2000 + i % 2));
      tunnel.forgetAllButTheLatest();
    }

    // 2 to 65,535 and, after the skipped 1, from 2 again.
    assertThat(tunnel.sent()).containsExactly("scp 3");
  }

  @Test
  void everyApplicationKeepsItsFlowAcrossConnections() {
    flows.attach(tunnel, opened(8));
    send(scp, ONE);
    flows.detach(tunnel);

    flows.attach(tunnel, opened(8));
    reply(Service.SCP, 1, 5);
    send(scp, ONE);

    assertThat(receiver(scpSocket)).isEqualTo(ONE);
    assertThat(tunnel.sent()).containsExactly("scp 1", "scp 1");
  }

  @Test
  void whatHasGatheredWhileThisProgramStoodStillIsNotPassedOn() {
    flows.attach(tunnel, opened(8));
    send(scp, ONE);

    nanos += Duration.ofSeconds(2).toNanos();
    send(scp, ONE);
    send(scp, TWO);
    send(boot, THREE);
    nanos += Duration.ofMillis(101).toNanos();
    send(scp, ONE);

    assertThat(flows.summary().dropped(DropReason.STALE)).isEqualTo(2);
    assertThat(tunnel.sent()).containsExactly("scp 1", "boot 2 gap 0", "scp 1");
  }

  @Test
  void theEndOfAnEarlierConnectionChangesNothing() {
    RecordingTunnel later = new RecordingTunnel();
    flows.attach(tunnel, opened(8));
    flows.attach(later, opened(8));

    flows.detach(tunnel);
    send(scp, ONE);

    assertThat(later.sent()).containsExactly("scp 1");
  }

  @Test
  void anErrorOfTheSocketIsCountedAndNothingElse() {
    scpSocket.pipeline().addLast(scp);

    scpSocket.pipeline().fireExceptionCaught(new PortUnreachableException());

    assertThat(scpSocket.isOpen()).isTrue();
    assertThat(flows.summary().socketErrors()).isEqualTo(1);
  }
}
