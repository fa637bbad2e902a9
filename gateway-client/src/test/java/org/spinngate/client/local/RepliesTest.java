package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class RepliesTest {
  private static final InetSocketAddress ONE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1001);
  private static final InetSocketAddress TWO =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 1002);

  private final Replies replies = new Replies();

  private static ByteBuf bytes(int value) {
    return Unpooled.buffer().writeByte(value);
  }

  @Test
  void aReplyCarriesItsContentToItsRecipient() {
    ByteBuf content = bytes(1);
    DatagramPacket reply = replies.of(content, ONE);

    assertThat(reply.content()).isSameAs(content);
    assertThat(reply.recipient()).isEqualTo(ONE);
    assertThat(reply.release()).isTrue();
    assertThat(content.refCnt()).isZero();
  }

  @Test
  void oneThatHasLeftIsUsedAgainForSomebodyElse() {
    DatagramPacket first = replies.of(bytes(1), ONE);
    first.release();

    DatagramPacket second = replies.of(bytes(2), TWO);

    assertThat(second).isSameAs(first);
    assertThat(second.content().getByte(0)).isEqualTo((byte) 2);
    assertThat(second.recipient()).isEqualTo(TWO);
    second.release();
  }

  @Test
  void oneThatIsStillOnItsWayIsNot() {
    DatagramPacket first = replies.of(bytes(1), ONE);
    first.retain();
    first.release();

    DatagramPacket second = replies.of(bytes(2), TWO);

    assertThat(second).isNotSameAs(first);
    assertThat(first.recipient()).isEqualTo(ONE);
    first.release();
    second.release();
  }

  @Test
  void anyNumberMayBeOnTheirWay() {
    List<DatagramPacket> all = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      all.add(replies.of(bytes(i), i % 2 == 0 ? ONE : TWO));
    }

    assertThat(all).doesNotHaveDuplicates();
    all.forEach(DatagramPacket::release);
    assertThat(replies.of(bytes(1), ONE).release()).isTrue();
  }
}
