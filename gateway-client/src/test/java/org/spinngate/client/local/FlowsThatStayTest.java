package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
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
import org.spinngate.protocol.testing.TagRequests;

/** Which application is forgotten when there are as many as there may be. */
@ExtendWith(LeakExtension.class)
class FlowsThatStayTest {
  private static final InetSocketAddress ONE = application(1001);
  private static final InetSocketAddress TWO = application(1002);
  private static final InetSocketAddress THREE = application(1003);

  private long nanos;
  private final EmbeddedChannel socket = new EmbeddedChannel();
  private final LocalFlows flows =
      TestFlows.on(socket.eventLoop(), Timing.of(() -> nanos), line -> {});
  private final LocalPort scp = new LocalPort(Service.SCP, flows, socket);
  private final LocalPort boot = new LocalPort(Service.BOOT, flows, socket);
  private final RecordingTunnel tunnel = new RecordingTunnel();

  @AfterEach
  void close() {
    socket.finishAndReleaseAll();
  }

  private static InetSocketAddress application(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static Opened opened(int flows) {
    return Samples.opened(1, "spin5-03", flows);
  }

  private void send(LocalPort port, InetSocketAddress application, ByteBuf datagram) {
    flows.fromApplication(port, application, datagram);
    datagram.release();
  }

  private void send(LocalPort port, InetSocketAddress application) {
    send(port, application, Unpooled.copiedBuffer(new byte[] {1}));
  }

  private void sendOf(InetSocketAddress application, ByteBuf datagram) {
    send(scp, application, datagram);
  }

  private static ByteBuf bootStart() {
    return Unpooled.buffer().writeShort(1).writeInt(1).writeZero(12);
  }

  @Test
  void anApplicationThatHasSetATagKeepsItsFlow() {
    flows.attach(tunnel, opened(2));
    sendOf(ONE, TagRequests.setting(1));

    for (int port = 2000; port < 3000; port++) {
      send(scp, application(port));
    }

    flows.deliver(Service.SCP, 1, Unpooled.buffer().writeZero(5));
    flows.flush();
    assertThat(flows.summary().fromBoard()).isEqualTo(new TrafficSummary.Count(1, 5));
    assertThat(tunnel.said()).hasSize(999).doesNotContain(new FlowClosed(Service.SCP, 1));
    assertThat(flows.summary().drops()).isEmpty();
  }

  @Test
  void aTagThatIsClearedOrTakenOverByAnotherApplicationKeepsNothing() {
    flows.attach(tunnel, opened(3));
    sendOf(ONE, TagRequests.setting(1));
    sendOf(TWO, TagRequests.setting(2));
    sendOf(THREE, TagRequests.setting(1));
    sendOf(THREE, TagRequests.clearing(2));

    send(scp, application(2000));
    send(scp, application(2001));

    assertThat(tunnel.said())
        .containsExactly(new FlowClosed(Service.SCP, 1), new FlowClosed(Service.SCP, 2));
  }

  @Test
  void theNumberOfANewTagIsLearntFromTheReplyAndALostReplyKeepsNothingForEver() {
    flows.attach(tunnel, opened(3));
    sendOf(ONE, TagRequests.request(40, TagRequests.NEW, 0));
    sendOf(TWO, TagRequests.request(40, TagRequests.NEW, 0));
    flows.deliver(Service.SCP, 1, TagRequests.reply(40, 12));
    flows.flush();
    nanos += Duration.ofMinutes(1).toNanos();
    flows.detach(tunnel);
    flows.attach(tunnel, Samples.resumed(3));

    send(scp, application(2000));
    send(scp, application(2001));
    send(scp, application(2002));

    assertThat(tunnel.said())
        .containsExactly(new FlowClosed(Service.SCP, 2), new FlowClosed(Service.SCP, 3));
  }

  @Test
  void withATagOnEveryFlowTheNewestApplicationIsRefused() {
    flows.attach(tunnel, opened(2));
    sendOf(ONE, TagRequests.setting(1));
    sendOf(TWO, TagRequests.setting(2));

    send(scp, THREE);
    send(boot, THREE);

    assertThat(flows.summary().dropped(DropReason.FLOW_LIMIT)).isEqualTo(2);
    assertThat(tunnel.said()).isEmpty();
    assertThat(tunnel.sent()).containsExactly("scp 1", "scp 2");
  }

  @Test
  void aTagThatWasRefusedBecauseTheTunnelIsFullKeepsNothing() {
    flows.attach(tunnel, opened(1));
    tunnel.fill();
    sendOf(ONE, TagRequests.setting(1));

    send(scp, TWO);

    assertThat(flows.summary().drops()).containsOnlyKeys(DropReason.TUNNEL_FULL);
  }

  @Test
  void tagsOutliveALostConnectionButNotTheirSession() {
    flows.attach(tunnel, opened(1));
    sendOf(ONE, TagRequests.setting(1));
    flows.detach(tunnel);
    flows.attach(tunnel, Samples.resumed(1));
    send(scp, TWO);
    assertThat(flows.summary().dropped(DropReason.FLOW_LIMIT)).isEqualTo(1);

    flows.detach(tunnel);
    flows.attach(tunnel, Samples.opened(2, "spin5-03", 1));
    send(scp, TWO);

    assertThat(tunnel.sent()).containsExactly("scp 1", "scp 2");
  }

  @Test
  void withAServerThatKnowsNoSessionsTagsOutliveEveryLostConnection() {
    flows.attach(tunnel, Samples.opened(Opened.NO_SESSION, "spin5-03", 1));
    sendOf(ONE, TagRequests.setting(1));
    flows.detach(tunnel);
    flows.attach(tunnel, Samples.opened(Opened.NO_SESSION, "spin5-03", 1));

    send(scp, TWO);

    assertThat(flows.summary().dropped(DropReason.FLOW_LIMIT)).isEqualTo(1);
  }

  @Test
  void aFlowWhoseBootIsUnderWayIsKept() {
    flows.attach(tunnel, opened(2));
    send(boot, ONE, bootStart());
    flows.bootTaken(1, 1);

    send(scp, TWO);
    send(scp, THREE);

    assertThat(tunnel.said()).containsExactly(new FlowClosed(Service.SCP, 2));
  }

  @Test
  void aFlowWhoseBootIsOverOrGivenUpMakesRoom() {
    flows.attach(tunnel, opened(2));
    send(boot, ONE);
    flows.bootTaken(1, 1);
    send(boot, TWO, bootStart());
    flows.bootTaken(2, 1);
    nanos += Duration.ofSeconds(6).toNanos();

    send(boot, application(2000));
    send(boot, application(2001));

    assertThat(tunnel.said())
        .containsExactly(new FlowClosed(Service.BOOT, 1), new FlowClosed(Service.BOOT, 2));
  }

  @Test
  void aFlowThatEndsWithoutAConnectionIsToldOnTheNext() {
    flows.attach(tunnel, opened(1));
    send(scp, ONE);
    flows.detach(tunnel);
    send(scp, TWO);
    send(scp, THREE);
    assertThat(tunnel.said()).isEmpty();

    flows.attach(tunnel, Samples.resumed(1));

    assertThat(tunnel.said()).containsExactly(new FlowClosed(Service.SCP, 1));
  }

  @Test
  void aNewSessionHearsNothingOfEarlierFlows() {
    flows.attach(tunnel, opened(1));
    send(scp, ONE);
    flows.detach(tunnel);
    send(scp, TWO);

    flows.attach(tunnel, opened(1));

    assertThat(tunnel.said()).isEmpty();
  }
}
