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
import org.spinngate.server.flow.Transport;
import org.spinngate.server.port.DatagramPort;
import org.spinngate.server.port.PortAddress;
import org.spinngate.server.port.PortMeter;

class OldFlowsTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();

  private final EventLoopGroup unused = Transport.NIO.eventLoops(1, "unused");
  private final PortAddress port = new DatagramPort(unused, Transport.NIO, PortMeter.NONE).at(HERE);
  private final PortAddress otherPort =
      new DatagramPort(unused, Transport.NIO, PortMeter.NONE).at(HERE);
  private final OldFlows flows = new OldFlows(Service.SCP);

  @AfterEach
  void end() {
    unused.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private Way way(int source) {
    return new DatagramWay(port, new InetSocketAddress(HERE, source));
  }

  @Test
  void aPortOfTheClientIsAFlow() {
    OldFlow first = flows.begin(way(1000));
    OldFlow second = flows.begin(way(1001));

    assertThat(first.number()).isNotEqualTo(second.number());
    assertThat(flows.find(way(1000))).isSameAs(first);
    assertThat(flows.find(second.number())).isSameAs(second);
    assertThat(flows.find(way(1002))).isNull();
    assertThat(flows.find(99)).isNull();
  }

  @Test
  void itIsKnownWhetherAConnectionIsAmongThem() {
    EmbeddedChannel connection = new EmbeddedChannel();
    Way stream = new StreamWay(connection, new InetSocketAddress(HERE, 1000));
    flows.begin(way(1000));
    assertThat(flows.hasConnection()).isFalse();

    flows.begin(stream);
    assertThat(flows.hasConnection()).isTrue();
    assertThat(flows.hasDatagrams()).isTrue();

    flows.remove(way(1000));
    assertThat(flows.hasDatagrams()).isFalse();
    flows.remove(stream);
    assertThat(flows.hasConnection()).isFalse();
    connection.close();
  }

  @Test
  void answersLeaveByThePortOfOursThatWasSpokenToLast() {
    OldFlow flow = flows.begin(way(1000));
    Way other = new DatagramWay(otherPort, new InetSocketAddress(HERE, 1000));

    assertThat(flows.find(other)).isSameAs(flow);
    flow.heard(other);

    assertThat(flow.way()).isSameAs(other);
  }

  @Test
  void theFlowThatWasUsedLeastRecentlyMakesRoom() {
    OldFlow first = flows.begin(way(1));
    for (int source = 2; source <= OldFlows.MOST; source++) {
      assertThat(flows.makeRoom(flow -> false)).isEmpty();
      flows.begin(way(source));
    }
    flows.find(first.number());

    OldFlow gone = flows.makeRoom(flow -> false).orElseThrow();

    assertThat(gone.way()).isEqualTo(way(2));
    assertThat(flows.find(gone.number())).isNull();
    assertThat(flows.find(way(2))).isNull();
    assertThat(flows.find(way(1))).isSameAs(first);
  }

  @Test
  void theOldestFlowThatMayGoMakesRoom() {
    OldFlow tagged = flows.begin(way(1));
    for (int source = 2; source <= OldFlows.MOST; source++) {
      flows.begin(way(source));
    }

    OldFlow gone = flows.makeRoom(flow -> flow == tagged).orElseThrow();

    assertThat(gone.way()).isEqualTo(way(2));
    assertThat(flows.find(way(1))).isSameAs(tagged);
  }

  @Test
  void numbersAreNotUsedTwiceAndComeAround() {
    Set<Integer> numbers = new HashSet<>();
    OldFlow lasting = flows.begin(way(1));
    for (int i = 0; i < 70_000; i++) {
      OldFlow flow = flows.begin(way(2));
      numbers.add(flow.number());
      assertThat(flow.number()).isNotEqualTo(lasting.number()).isBetween(1, 65_535);
      assertThat(flows.remove(way(2))).contains(flow);
    }

    assertThat(numbers).hasSize(65_534);
    assertThat(flows.isEmpty()).isFalse();
  }
}
