package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Samples;

@ExtendWith(LeakExtension.class)
class SingleReplyTest {
  private static final InetSocketAddress ONE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1001);
  private static final InetSocketAddress TWO =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1002);

  private long nanos;
  private final List<String> words = new ArrayList<>();
  private final EmbeddedChannel scpSocket = new EmbeddedChannel();
  private final LocalFlows flows =
      TestFlows.on(scpSocket.eventLoop(), Timing.of(() -> nanos), words::add);
  private final LocalPort scp = new LocalPort(Service.SCP, flows, scpSocket);
  private final RecordingTunnel tunnel = new RecordingTunnel();

  @AfterEach
  void close() {
    scpSocket.finishAndReleaseAll();
  }

  private static Opened opened(int flows) {
    return Samples.opened(1, "spin5-03", flows);
  }

  private static Opened withoutSingleReply(int flows) {
    Opened usual = opened(flows);
    return new Opened(1, "spin5-03", new Opened.Terms(false, flows, false), usual.resumption());
  }

  private void ask(InetSocketAddress application, int sequence) {
    ByteBuf request = ReplyGuardTest.request(sequence, 0);
    flows.fromApplication(scp, application, request);
    request.release();
  }

  private int answers(int flow, int sequence) {
    flows.deliver(Service.SCP, flow, ReplyGuardTest.reply(sequence, 0x80));
    flows.flush();
    int answers = 0;
    for (DatagramPacket packet = scpSocket.readOutbound();
        packet != null;
        packet = scpSocket.readOutbound()) {
      packet.release();
      answers++;
    }
    return answers;
  }

  @Test
  void anApplicationGetsOneReplyToEachRequestAndOthersTheirOwn() {
    flows.attach(tunnel, opened(8));
    ask(ONE, 7);
    ask(TWO, 7);

    assertThat(answers(1, 7)).isEqualTo(1);
    assertThat(answers(1, 7)).isZero();
    assertThat(answers(2, 7)).isEqualTo(1);
    assertThat(flows.summary().drops()).isEqualTo(Map.of(DropReason.DUPLICATE_REPLY, 1L));
    assertThat(flows.summary().fromBoard().datagrams()).isEqualTo(2);
  }

  @Test
  void whereTheOperatorWantsItEveryReplyPasses() {
    flows.attach(tunnel, withoutSingleReply(8));
    ask(ONE, 7);

    assertThat(answers(1, 7) + answers(1, 7)).isEqualTo(2);
    assertThat(flows.summary().drops()).isEmpty();
  }

  @Test
  void aRequestThatFoundNoTunnelIsOneThatTheApplicationWaitsFor() {
    flows.attach(tunnel, opened(8));
    ask(ONE, 7);
    nanos += Duration.ofMillis(400).toNanos();
    ask(ONE, 7);
    nanos += Duration.ofMillis(400).toNanos();
    tunnel.fill();
    ask(ONE, 8);

    assertThat(answers(1, 7)).isZero();
    assertThat(flows.summary().drops())
        .isEqualTo(Map.of(DropReason.TUNNEL_FULL, 1L, DropReason.ABANDONED_REPLY, 1L));
  }
}
