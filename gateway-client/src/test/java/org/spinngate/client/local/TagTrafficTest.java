package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Samples;
import org.spinngate.protocol.testing.TagRequests;

/** What becomes of requests about IP tags, and of what tags bring. */
@ExtendWith(LeakExtension.class)
class TagTrafficTest extends TagBench {
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
  void theFlowThatSpokeLastToAReversePortStays() {
    send(TOOL, TagRequests.reverse(2, 2, 12345));
    LocalPort reverse = new LocalPort(LocalPort.Role.ofReverseTag(12345), flows, socket);
    send(reverse, here(3000), Unpooled.buffer().writeZero(2));
    send(reverse, here(3001), Unpooled.buffer().writeZero(2));

    for (int port = 2000; port < 2100; port++) {
      send(here(port), Unpooled.buffer().writeZero(26));
    }

    assertThat(tunnel.said())
        .contains(new FlowClosed(Service.SCP, 2))
        .doesNotContain(new FlowClosed(Service.SCP, 3));
  }

  @Test
  void onlySoManyReverseTagsGetALocalPortAndTheUserIsToldOnce() {
    for (int port = 0; port < 40; port++) {
      ByteBuf request = TagRequests.reverse(2, port % 8, 20_000 + port);
      send(TOOL, request.setByte(6, port));
    }

    assertThat(opened).hasSize(24);
    assertThat(words).singleElement().asString().contains("24 reverse IP tags");
  }

  @Test
  void aServerThatKnowsNoTranslationIsComplainedOfOnce() {
    flows.attach(tunnel, Samples.opened(1, "spin5-03", 8));

    send(TOOL, TagRequests.setting(1));
    assertThat(words).isEmpty();
    send(TOOL, TagRequests.aimed(1, TagRequests.SET, 3, HERE, 17895));
    send(TOOL, TagRequests.aimed(2, TagRequests.SET, 4, HERE, 17896));

    assertThat(words).singleElement().asString().startsWith("tag-elsewhere: ");
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
