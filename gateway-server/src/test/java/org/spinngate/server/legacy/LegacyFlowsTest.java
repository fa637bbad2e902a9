package org.spinngate.server.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.net.DatagramPort;
import org.spinngate.server.net.PortAddress;
import org.spinngate.server.net.PortMeter;

class LegacyFlowsTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final EventLoopGroup unused = Transport.NIO.eventLoops(1, "unused");
  private final PortAddress port = new DatagramPort(unused, Transport.NIO, PortMeter.NONE).at(HERE);
  private final PortAddress otherPort =
      new DatagramPort(unused, Transport.NIO, PortMeter.NONE).at(HERE);
  private final LegacyFlows flows = new LegacyFlows(Service.SCP);

  @AfterEach
  void end() {
    unused.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private ReplyPath path(int source) {
    return new DatagramReplyPath(port, new InetSocketAddress(HERE, source));
  }

  @Test
  void aPortOfTheClientIsAFlow() {
    LegacyFlow first = flows.begin(path(1000));
    LegacyFlow second = flows.begin(path(1001));

    assertThat(first.number()).isNotEqualTo(second.number());
    assertThat(flows.find(path(1000))).isSameAs(first);
    assertThat(flows.find(second.number())).isSameAs(second);
    assertThat(flows.find(path(1002))).isNull();
    assertThat(flows.find(99)).isNull();
  }

  @Test
  void itIsKnownWhetherAConnectionIsAmongThem() {
    EmbeddedChannel connection = new EmbeddedChannel();
    ReplyPath stream = new StreamReplyPath(connection, new InetSocketAddress(HERE, 1000));
    flows.begin(path(1000));
    assertThat(flows.hasConnection()).isFalse();

    flows.begin(stream);
    assertThat(flows.hasConnection()).isTrue();
    assertThat(flows.hasDatagrams()).isTrue();

    flows.remove(path(1000));
    assertThat(flows.hasDatagrams()).isFalse();
    flows.remove(stream);
    assertThat(flows.hasConnection()).isFalse();
    connection.close();
  }

  @Test
  void answersLeaveByThePortOfOursThatWasSpokenToLast() {
    LegacyFlow flow = flows.begin(path(1000));
    ReplyPath other = new DatagramReplyPath(otherPort, new InetSocketAddress(HERE, 1000));

    assertThat(flows.find(other)).isSameAs(flow);
    flow.heard(other);

    assertThat(flow.path()).isSameAs(other);
  }

  @Test
  void theFlowThatWasUsedLeastRecentlyMakesRoom() {
    LegacyFlow first = flows.begin(path(1));
    for (int source = 2; source <= LegacyFlows.MOST; source++) {
      assertThat(flows.makeRoom(flow -> false)).isEmpty();
      flows.begin(path(source));
    }
    flows.find(first.number());

    LegacyFlow gone = flows.makeRoom(flow -> false).orElseThrow();

    assertThat(gone.path()).isEqualTo(path(2));
    assertThat(flows.find(gone.number())).isNull();
    assertThat(flows.find(path(2))).isNull();
    assertThat(flows.find(path(1))).isSameAs(first);
  }

  @Test
  void theOldestFlowThatMayGoMakesRoom() {
    LegacyFlow tagged = flows.begin(path(1));
    for (int source = 2; source <= LegacyFlows.MOST; source++) {
      flows.begin(path(source));
    }

    LegacyFlow gone = flows.makeRoom(flow -> flow == tagged).orElseThrow();

    assertThat(gone.path()).isEqualTo(path(2));
    assertThat(flows.find(path(1))).isSameAs(tagged);
  }

  @Test
  void numbersAreNotUsedTwiceAndComeAround() {
    Set<Integer> numbers = new HashSet<>();
    LegacyFlow lasting = flows.begin(path(1));
    for (int i = 0; i < 70_000; i++) {
      LegacyFlow flow = flows.begin(path(2));
      numbers.add(flow.number());
      assertThat(flow.number()).isNotEqualTo(lasting.number()).isBetween(1, 65_535);
      assertThat(flows.remove(path(2))).contains(flow);
    }

    assertThat(numbers).hasSize(65_534);
    assertThat(flows.isEmpty()).isFalse();
  }
}
