package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.TagMark;
import org.spinngate.protocol.TagMode;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Tunnel;
import org.spinngate.protocol.tag.TagRequest;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Samples;

/** Of all that tools send, nothing but the address in a request for a tag is ever changed. */
@ExtendWith(LeakExtension.class)
class UntouchedDatagramsTest {
  private static final int DATAGRAMS = 200_000;
  private static final int LONGEST = 40;
  private static final int ADDRESS = 22;
  private static final int REQUEST = 26;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final InetSocketAddress TOOL = here(1001);

  private final SplittableRandom random = new SplittableRandom(0x7A65);
  private final EmbeddedChannel socket =
      new EmbeddedChannel() {
        @Override
        protected SocketAddress localAddress0() {
          return here(17893);
        }
      };
  private final LocalFlows flows = TestFlows.on(socket.eventLoop(), Timing.of(() -> 0), line -> {});
  private final LocalPort scp = new LocalPort(Service.SCP, flows, socket);
  private final LatestTunnel tunnel = new LatestTunnel();

  private static InetSocketAddress here(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Has the latest datagram. */
  private static final class LatestTunnel implements Tunnel {
    private int flow;
    private byte[] bytes = {};

    @Override
    public DropReason sendScp(int number, ByteBuf datagram) {
      flow = number;
      bytes = ByteBufUtil.getBytes(datagram);
      return null;
    }

    @Override
    public DropReason sendBoot(int number, int gapMillis, ByteBuf datagram) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void send(ControlMessage message) {}

    @Override
    public void close(CloseCause cause, String text) {}

    @Override
    public PathReport report() {
      return PathReport.ofStream(-1);
    }
  }

  @Test
  void everyByteOfEveryOtherDatagramPasses() {
    Opened plain = Samples.opened(1, "spin5-03", 60_000);
    flows.attach(tunnel, plain.with(TagMode.TRANSLATE.addTo(Extras.of())));
    int marked = 0;
    for (int i = 0; i < DATAGRAMS; i++) {
      byte[] datagram = datagram();
      ByteBuf sent = Unpooled.wrappedBuffer(datagram.clone());

      flows.fromApplication(scp, TOOL, sent);

      isSame(ByteBufUtil.getBytes(sent), datagram);
      if (DataFrame.isMarked(tunnel.flow)) {
        marked++;
        isMarkedRightly(datagram);
      } else {
        isSame(tunnel.bytes, datagram);
      }
    }
    assertThat(marked).isBetween(DATAGRAMS / 1_000, DATAGRAMS / 2);
    socket.finishAndReleaseAll();
  }

  private void isMarkedRightly(byte[] datagram) {
    ByteBuf request = Unpooled.wrappedBuffer(datagram);
    if (!TagRequest.namesAddress(request)) {
      fail("marked: %s", ByteBufUtil.hexDump(datagram));
    }
    byte[] expected = datagram.clone();
    if (TagRequest.address(request) == 0) {
      System.arraycopy(LOOPBACK, 0, expected, ADDRESS, LOOPBACK.length);
    }
    ByteBuf passed = Unpooled.wrappedBuffer(tunnel.bytes).skipBytes(TagMark.BYTES);
    isSame(ByteBufUtil.getBytes(passed), expected);
  }

  /** Far faster than an assertion. */
  private static void isSame(byte[] passed, byte[] expected) {
    if (!Arrays.equals(passed, expected)) {
      fail("%s became %s", ByteBufUtil.hexDump(expected), ByteBufUtil.hexDump(passed));
    }
  }

  /** Most look like requests for tags, with a byte or two that do not fit. */
  private byte[] datagram() {
    byte[] bytes = new byte[1 + random.nextInt(LONGEST)];
    random.nextBytes(bytes);
    if (bytes.length >= REQUEST && random.nextInt(4) != 0) {
      bytes[4] = 0;
      bytes[10] = 26;
      bytes[11] = 0;
      bytes[16] = (byte) random.nextInt(5);
      bytes[17] = (byte) (random.nextInt(16) << 4);
      if (random.nextBoolean()) {
        System.arraycopy(random.nextBoolean() ? LOOPBACK : new byte[4], 0, bytes, ADDRESS, 4);
      }
    }
    return bytes;
  }
}
