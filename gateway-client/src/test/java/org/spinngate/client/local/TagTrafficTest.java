package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.tag.MachineAddresses;
import org.spinngate.client.tag.TagPolicy;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.TagMode;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Samples;
import org.spinngate.protocol.testing.TagRequests;

/** What becomes of requests about IP tags, and of what tags bring. */
@ExtendWith(LeakExtension.class)
class TagTrafficTest {
  private static final int HERE = 0x7F00_0001;
  private static final int ELSEWHERE = 0xC0A8_0705;
  private static final InetSocketAddress TOOL = here(1001);

  private long nanos;
  private final List<String> opened = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final EmbeddedChannel socket = bound(17893);
  private LocalFlows flows = flows(false);
  private LocalPort scp = new LocalPort(Service.SCP, flows, socket);
  private final RecordingTunnel tunnel = new RecordingTunnel();

  @BeforeEach
  void attach() {
    flows.attach(tunnel, translating(1, false));
  }

  @AfterEach
  void close() {
    socket.finishAndReleaseAll();
  }

  private static InetSocketAddress here(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  private static EmbeddedChannel bound(int port) {
    return new EmbeddedChannel() {
      @Override
      protected SocketAddress localAddress0() {
        return here(port);
      }
    };
  }

  private LocalFlows flows(boolean any) {
    return new LocalFlows(
        socket.eventLoop(),
        Timing.of(() -> nanos),
        line -> {},
        new TagPolicy(new MachineAddresses(Runnable::run, Set::of), any),
        (local, theirs) -> {
          opened.add(local.getHostString() + ":" + local.getPort());
          return () -> closed.add(Integer.toString(local.getPort()));
        });
  }

  private static Opened translating(int session, boolean resumed) {
    Opened opened = Samples.opened(session, "spin5-03", 8);
    Opened.Resumption before = opened.resumption();
    return new Opened(
        session,
        opened.board(),
        opened.terms(),
        new Opened.Resumption(before.token(), resumed, 0),
        TagMode.TRANSLATE.addTo(Extras.of()));
  }

  private void send(InetSocketAddress application, ByteBuf datagram) {
    send(scp, application, datagram);
  }

  private void send(LocalPort port, InetSocketAddress application, ByteBuf datagram) {
    flows.fromApplication(port, application, datagram);
    datagram.release();
  }

  private static String hex(ByteBuf bytes) {
    return ByteBufUtil.hexDump(bytes);
  }

  private String delivered() {
    DatagramPacket packet = socket.readOutbound();
    try {
      return packet.recipient().getHostString() + ":" + packet.recipient().getPort();
    } finally {
      packet.release();
    }
  }

  @Test
  void aTagThatAimsAtThisMachineGetsAFlowToItsTarget() {
    ByteBuf request = TagRequests.aimed(1, TagRequests.SET, 3, HERE, 17895);
    String bytes = hex(request);

    send(TOOL, request);

    assertThat(tunnel.sent()).containsExactly("marked 1");
    assertThat(tunnel.latest()).isEqualTo("000002" + bytes);
    flows.deliver(Service.SCP, 2, Unpooled.buffer().writeZero(20));
    flows.flush();
    assertThat(delivered()).isEqualTo("127.0.0.1:17895");
  }

  @Test
  void aTagForTheSendersAddressIsToldWhichThatIs() {
    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 0, 0, 17892));

    assertThat(tunnel.latest())
        .isEqualTo("000002" + hex(TagRequests.aimed(1, TagRequests.SET, 0, HERE, 17892)));
  }

  @Test
  void twoTagsWithOneTargetShareAFlowAndATargetThatIsTheToolItselfNeedsNone() {
    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 0, HERE, 17892));
    send(TOOL, TagRequests.aimed(2, TagRequests.SET, 1, 0, 17892));
    send(TOOL, TagRequests.aimed(3, TagRequests.SET, 2, HERE, TOOL.getPort()));

    assertThat(tunnel.latest()).startsWith("000001");
    send(here(1002), TagRequests.aimed(4, TagRequests.SET, 3, HERE, 17893 + 1));
    assertThat(tunnel.latest()).startsWith("000004");
  }

  @Test
  void theFlowOfATagStaysAsLongAsTheTagLives() {
    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 3, HERE, 17895));
    for (int port = 2000; port < 2100; port++) {
      send(here(port), Unpooled.buffer().writeZero(26));
    }
    assertThat(tunnel.said()).doesNotContain(new FlowClosed(Service.SCP, 2));

    send(TOOL, TagRequests.clearing(3));
    for (int port = 2100; port < 2200; port++) {
      send(here(port), Unpooled.buffer().writeZero(26));
    }

    assertThat(tunnel.said()).contains(new FlowClosed(Service.SCP, 2));
  }

  @Test
  void whatElseIsAskedGoesAsItIs() {
    send(TOOL, TagRequests.setting(1));
    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 3, ELSEWHERE, 17895));
    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 3, HERE, 17893));
    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 3, HERE, 0));
    send(TOOL, TagRequests.clearing(1));
    send(TOOL, Unpooled.buffer().writeZero(26));

    assertThat(tunnel.sent()).hasSize(6).containsOnly("scp 1");
  }

  @Test
  void withAServerThatDoesNotTranslateEverythingGoesAsItIs() {
    flows.attach(tunnel, Samples.opened(1, "spin5-03", 8));

    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 3, HERE, 17895));
    send(TOOL, TagRequests.reverse(2, 2, 12345));

    assertThat(tunnel.sent()).containsExactly("scp 1", "scp 1");
    assertThat(opened).isEmpty();
  }

  @Test
  void anotherHostIsReachedByAPortThatTakesNothing() {
    EmbeddedChannel outlet = bound(40_000);
    flows = flows(true);
    scp = new LocalPort(Service.SCP, flows, socket);
    LocalPort toOthers = new LocalPort(LocalPort.Role.ofTagTargets(), flows, outlet);
    flows.reachOthersBy(toOthers);
    flows.attach(tunnel, translating(1, false));

    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 3, ELSEWHERE, 17895));

    assertThat(tunnel.latest()).startsWith("010002");
    flows.deliver(Service.SCP, 2, Unpooled.buffer().writeZero(20));
    flows.flush();
    DatagramPacket packet = outlet.readOutbound();
    assertThat(packet.recipient().getPort()).isEqualTo(17895);
    packet.release();
    outlet.pipeline().addLast(toOthers);
    outlet.writeInbound(new DatagramPacket(Unpooled.buffer().writeZero(26), TOOL, here(17895)));
    assertThat(tunnel.sent()).hasSize(1);
    outlet.finishAndReleaseAll();
  }

  @Test
  void aReverseTagGetsALocalPortWhoseDatagramsSayWhichItIs() {
    send(TOOL, TagRequests.reverse(2, 2, 12345));
    assertThat(opened).containsExactly("localhost:12345");
    LocalPort reverse = new LocalPort(LocalPort.Role.ofReverseTag(12345), flows, socket);

    send(reverse, here(3000), TagRequests.setting(5));

    assertThat(tunnel.latest()).isEqualTo("023039" + hex(TagRequests.setting(5)));
    send(TOOL, TagRequests.clearing(2));
    assertThat(closed).containsExactly("12345");
  }

  @Test
  void afterARestartOfTheServerTheTagsAreSetOnceMoreAndTheToolsHearNothingOfIt() {
    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 3, HERE, 17895));
    send(TOOL, TagRequests.setting(4));
    send(TOOL, TagRequests.reverse(2, 2, 12345));
    flows.detach(tunnel);
    RecordingTunnel next = new RecordingTunnel();

    flows.attach(next, translating(1, false));

    assertThat(next.sent()).containsExactlyInAnyOrder("marked 2", "scp 1", "scp 1");
    socket.advanceTimeBy(1, TimeUnit.SECONDS);
    socket.runScheduledPendingTasks();
    assertThat(next.sent()).hasSize(5);
    flows.deliver(Service.SCP, 2, TagRequests.reply(0xEA01, 3));
    flows.deliver(Service.SCP, 1, TagRequests.reply(0xEA01, 4));
    flows.flush();
    assertThat(socket.outboundMessages()).isEmpty();
    assertThat(closed).isEmpty();
  }

  @Test
  void anotherSessionHasNoTags() {
    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 3, HERE, 17895));
    send(TOOL, TagRequests.reverse(2, 2, 12345));
    RecordingTunnel next = new RecordingTunnel();

    flows.attach(next, translating(2, false));

    assertThat(next.sent()).isEmpty();
    assertThat(closed).containsExactly("12345");
  }

  @Test
  void aResumedSessionKeepsItsTagsAndNothingIsSaid() {
    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 3, HERE, 17895));
    RecordingTunnel next = new RecordingTunnel();

    flows.attach(next, translating(1, true));

    assertThat(next.sent()).isEmpty();
    flows.deliver(Service.SCP, 2, Unpooled.buffer().writeZero(20));
    flows.flush();
    assertThat(delivered()).isEqualTo("127.0.0.1:17895");
  }

  @Test
  void whereNoFlowIsLeftForATargetTheRequestIsDropped() {
    Opened one = translating(1, true);
    flows.attach(
        tunnel,
        new Opened(
            1, one.board(), new Opened.Terms(false, 1, true), one.resumption(), one.extras()));

    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 3, HERE, 17895));

    assertThat(tunnel.sent()).isEmpty();
    assertThat(flows.summary().drops()).containsEntry(DropReason.FLOW_LIMIT, 1L);
    nanos += Duration.ofSeconds(1).toNanos();
  }
}
