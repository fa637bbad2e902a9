package org.spinngate.server.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.BootTaken;
import org.spinngate.protocol.Service;

/** An old client's connection for boots, which is read as fast as the session is done with them. */
class LegacyBootFlowTest {
  private static final int MOST_UNDER_WAY = 24;

  private final EmbeddedChannel connection = new EmbeddedChannel();
  private final LegacyFlows boots = new LegacyFlows(Service.BOOT);
  private final List<LegacyFlow> told = new ArrayList<>();
  private final LegacyTunnel tunnel =
      new LegacyTunnel(
          connection.eventLoop(),
          new LegacyFlows(Service.SCP),
          boots,
          told::add,
          () -> told.clear(),
          unsent -> {});
  private final ReplyPath path =
      new StreamReplyPath(
          connection, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1000));
  private LegacyFlow flow;
  private int taken;

  @BeforeEach
  void begin() {
    flow = boots.begin(path);
  }

  @AfterEach
  void close() {
    connection.finishAndReleaseAll();
  }

  private void hear(int datagrams) {
    for (int i = 0; i < datagrams; i++) {
      flow.heard(path);
    }
  }

  private void take(int datagrams) {
    for (int i = 0; i < datagrams; i++) {
      taken++;
      tunnel.send(new BootTaken(flow.number(), taken));
    }
  }

  private boolean isRead() {
    return connection.config().isAutoRead();
  }

  @Test
  void aConnectionIsReadAgainWhenHalfOfItsDatagramsAreDoneWith() {
    hear(MOST_UNDER_WAY);
    assertThat(isRead()).isFalse();

    take(11);
    assertThat(isRead()).isFalse();
    take(1);

    assertThat(isRead()).isTrue();
    assertThat(flow.underWay()).isEqualTo(12);
  }

  @Test
  void howeverManyBootsComeByOneConnectionNoneIsUnderWayForEver() {
    for (int boot = 0; boot < 50; boot++) {
      hear(32);
      take(32);
    }

    assertThat(flow.underWay()).isZero();
    assertThat(isRead()).isTrue();
    flow.leave();
    assertThat(flow.isDone()).isTrue();
  }

  @Test
  void countsThatBeginAgainAreUnderstood() {
    hear(2);
    take(2);
    taken = 0;

    hear(2);
    take(2);

    assertThat(flow.underWay()).isZero();
  }
}
