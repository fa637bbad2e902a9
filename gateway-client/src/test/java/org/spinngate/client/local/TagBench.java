package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.spinngate.client.tag.MachineAddresses;
import org.spinngate.client.tag.TagPolicy;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.TagMode;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.Samples;

/** Applications of a client whose server translates IP tags. */
abstract class TagBench {

  static final int HERE = 0x7F00_0001;
  static final int ELSEWHERE = 0xC0A8_0705;
  static final InetSocketAddress TOOL = here(1001);

  long nanos;
  final List<String> words = new ArrayList<>();
  final List<String> opened = new ArrayList<>();
  final List<String> closed = new ArrayList<>();
  final EmbeddedChannel socket = bound(17893);
  LocalFlows flows = flows(false);
  LocalPort scp = new LocalPort(Service.SCP, flows, socket);
  final RecordingTunnel tunnel = new RecordingTunnel();

  @BeforeEach
  void attach() {
    flows.attach(tunnel, translating(1, false));
  }

  @AfterEach
  void close() {
    socket.finishAndReleaseAll();
  }

  static InetSocketAddress here(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  static EmbeddedChannel bound(int port) {
    return new EmbeddedChannel() {
      @Override
      protected SocketAddress localAddress0() {
        return here(port);
      }
    };
  }

  LocalFlows flows(boolean any) {
    return new LocalFlows(
        socket.eventLoop(),
        Timing.of(() -> nanos),
        words::add,
        new TagPolicy(new MachineAddresses(Runnable::run, Set::of), any),
        (local, theirs) -> {
          opened.add(local.getHostString() + ":" + local.getPort());
          return () -> closed.add(Integer.toString(local.getPort()));
        });
  }

  static Opened translating(int session, boolean resumed) {
    Opened opened = Samples.opened(session, "spin5-03", 8);
    Opened.Resumption before = opened.resumption();
    return new Opened(
        session,
        opened.board(),
        opened.terms(),
        new Opened.Resumption(before.token(), resumed, 0),
        TagMode.TRANSLATE.addTo(Extras.of()));
  }

  void send(InetSocketAddress application, ByteBuf datagram) {
    send(scp, application, datagram);
  }

  void send(LocalPort port, InetSocketAddress application, ByteBuf datagram) {
    flows.fromApplication(port, application, datagram);
    datagram.release();
  }

  static String hex(ByteBuf bytes) {
    return ByteBufUtil.hexDump(bytes);
  }

  String delivered() {
    DatagramPacket packet = socket.readOutbound();
    try {
      return packet.recipient().getHostString() + ":" + packet.recipient().getPort();
    } finally {
      packet.release();
    }
  }
}
