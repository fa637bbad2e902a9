package org.spinngate.server.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.BootTaken;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.testing.LeakExtension;

/**
 * A session's way to an old client: datagrams to the one who asked, counted once, and nothing else.
 */
@ExtendWith(LeakExtension.class)
class LegacyTunnelTest {
  private static final int MOST_UNREAD = 64 * 1024;

  private final EmbeddedChannel first = new EmbeddedChannel();
  private final EmbeddedChannel second = new EmbeddedChannel();
  private final LegacyFlows scp = new LegacyFlows(Service.SCP);
  private final LegacyFlows boot = new LegacyFlows(Service.BOOT);
  private final List<LegacyFlow> taken = new ArrayList<>();
  private final List<Unsent> unsent = new ArrayList<>();
  private final List<String> ends = new ArrayList<>();
  private final LegacyTunnel tunnel =
      new LegacyTunnel(
          first.eventLoop(), scp, boot, taken::add, () -> ends.add("end"), unsent::add);
  private final LegacyFlow one = scp.begin(path(first, 1000));
  private final LegacyFlow other = scp.begin(path(second, 1001));

  private static ReplyPath path(EmbeddedChannel connection, int port) {
    return new StreamReplyPath(
        connection, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  @AfterEach
  void close() {
    first.finishAndReleaseAll();
    second.finishAndReleaseAll();
  }

  private static ByteBuf datagram(int... bytes) {
    ByteBuf datagram = Unpooled.buffer();
    for (int value : bytes) {
      datagram.writeByte(value);
    }
    return datagram;
  }

  private static List<String> sent(EmbeddedChannel by) {
    List<String> sent = new ArrayList<>();
    for (ByteBuf next = by.readOutbound(); next != null; next = by.readOutbound()) {
      sent.add(ByteBufUtil.hexDump(next));
      next.release();
    }
    return sent;
  }

  @Test
  void eachAnswerGoesByTheConnectionThatAsked() {
    assertThat(tunnel.sendScp(one.number(), datagram(1))).isNull();
    assertThat(tunnel.sendScp(other.number(), datagram(2))).isNull();
    assertThat(tunnel.sendScp(one.number(), datagram(3))).isNull();
    first.runPendingTasks();

    assertThat(sent(first)).containsExactly("01", "03");
    assertThat(sent(second)).containsExactly("02");
  }

  @Test
  void whatIsSentInOnePassLeavesAfterIt() {
    tunnel.sendScp(one.number(), datagram(1));
    assertThat(sent(first)).isEmpty();

    first.runPendingTasks();

    assertThat(sent(first)).hasSize(1);
  }

  @Test
  void aDatagramStaysTheCallers() {
    ByteBuf mine = datagram(1, 2, 3);

    tunnel.sendScp(one.number(), mine);
    first.runPendingTasks();

    assertThat(mine.readableBytes()).isEqualTo(3);
    assertThat(sent(first)).hasSize(1);
    assertThat(mine.refCnt()).isOne();
  }

  @Test
  void bootsHaveFlowsOfTheirOwn() {
    LegacyFlow boots = boot.begin(path(second, 1002));

    assertThat(tunnel.sendBoot(boots.number(), 0, datagram(7))).isNull();
    first.runPendingTasks();

    assertThat(sent(first)).isEmpty();
    assertThat(sent(second)).containsExactly("07");
  }

  @Test
  void anAnswerForNobodyIsRefused() {
    assertThat(tunnel.sendScp(99, datagram(1))).isEqualTo(DropReason.NO_SUCH_FLOW);
    assertThat(tunnel.sendBoot(one.number(), 0, datagram(1))).isEqualTo(DropReason.NO_SUCH_FLOW);
  }

  @Test
  void anAnswerForAConnectionThatIsGoneIsRefused() {
    first.close();

    assertThat(tunnel.sendScp(one.number(), datagram(1))).isEqualTo(DropReason.TUNNEL_DOWN);
    assertThat(unsent).isEmpty();
  }

  @Test
  void aClientThatReadsNothingHasSoMuchWaitingAndOthersGoOn() {
    first.config().setWriteBufferWaterMark(new WriteBufferWaterMark(MOST_UNREAD, MOST_UNREAD));
    first.pipeline().addLast(new NothingLeaves());
    int refused = 0;
    for (int i = 0; i < 1000; i++) {
      refused +=
          tunnel.sendScp(one.number(), Unpooled.wrappedBuffer(new byte[300])) == null ? 0 : 1;
    }

    assertThat(tunnel.sendScp(one.number(), datagram(1))).isEqualTo(DropReason.TUNNEL_FULL);
    assertThat(1000 - refused).isLessThanOrEqualTo(MOST_UNREAD / 300);
    assertThat(tunnel.sendScp(other.number(), datagram(2))).isNull();
    first.runPendingTasks();
    assertThat(sent(second)).containsExactly("02");
  }

  @Test
  void whatTheSystemDoesNotTakeIsToldWithItsBytes() {
    first.pipeline().addLast(new Refusing());

    assertThat(tunnel.sendScp(one.number(), datagram(1, 2, 3))).isNull();
    first.runPendingTasks();

    assertThat(unsent).containsExactly(new Unsent(DropReason.SEND_FAILED, 1, 3));
  }

  @Test
  void newsOfABootReachTheirFlowAndNoMessageReachesTheClient() {
    LegacyFlow boots = boot.begin(path(first, 1002));
    boots.heard(boots.path());
    boots.heard(boots.path());

    tunnel.send(new Notice("hello"));
    tunnel.send(new BootTaken(boots.number(), 1));
    tunnel.send(new BootTaken(99, 1));
    first.runPendingTasks();

    assertThat(boots.underWay()).isEqualTo(1);
    assertThat(taken).containsExactly(boots);
    assertThat(sent(first)).isEmpty();
  }

  @Test
  void theEndOfTheSessionIsSaidToNobodyAndConnectionsStay() {
    tunnel.close(CloseCause.IDLE, "idle");

    assertThat(ends).containsExactly("end");
    assertThat(first.isOpen()).isTrue();
    assertThat(sent(first)).isEmpty();
    assertThat(tunnel.report().carrier()).isEqualTo(Carrier.LEGACY);
  }

  /** A peer that reads nothing. */
  private static final class NothingLeaves extends ChannelOutboundHandlerAdapter {
    @Override
    public void flush(ChannelHandlerContext ctx) {}
  }

  /** A system that takes nothing. */
  private static final class Refusing extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ((ByteBuf) message).release();
      promise.setFailure(new IOException("Operation not permitted"));
    }
  }
}
