package org.spinngate.client.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelException;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.path.PathObserver;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.stream.Heartbeat;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TestQueues;

/** What the user hears of a path beside a connection. */
@ExtendWith(LeakExtension.class)
class SealedBesideTest {
  private static final InetSocketAddress SERVER = new InetSocketAddress("2001:db8::7", 17894);

  private final List<String> warnings = new ArrayList<>();
  private final EmbeddedChannel connection =
      new EmbeddedChannel() {
        @Override
        protected SocketAddress remoteAddress0() {
          return SERVER;
        }
      };

  @AfterEach
  void close() {
    connection.finishAndReleaseAll();
  }

  /** A path for which no socket can be made. */
  private SealedBeside beside(CarrierWish wish) {
    connection.freezeTime();
    Heartbeat heartbeat =
        Heartbeat.ofClient(Duration.ofHours(1), Duration.ofHours(2), Timing.of(System::nanoTime));
    SealedCarrier carrier =
        new SealedCarrier(
            address -> noSockets(),
            wish,
            Timing.of(System::nanoTime),
            TestQueues.plenty(),
            warnings::add,
            new PathObserver(System::nanoTime));
    return new SealedBeside(carrier, connection, carrier.tunnel(connection, heartbeat), null);
  }

  private Bootstrap noSockets() {
    return new Bootstrap()
        .group(connection.eventLoop())
        .channelFactory(
            () -> {
              throw new ChannelException("no such family");
            });
  }

  private void pass(int seconds) {
    connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
    connection.runScheduledPendingTasks();
  }

  @Test
  void whoWantsPacketsOnlyIsToldOnceThatNoneComesBack() {
    SealedBeside beside = beside(CarrierWish.UDP);
    pass(4);
    assertThat(warnings).isEmpty();

    pass(2);
    beside.proven(false);
    pass(60);

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("[2001:db8::7]:17894 offers no UDP", "lost", "--transport auto");
  }

  @Test
  void whoHadPacketsAndLosesThemIsToldAgain() {
    SealedBeside beside = beside(CarrierWish.UDP);
    beside.proven(true);
    pass(60);
    assertThat(warnings).isEmpty();

    beside.proven(false);
    pass(4);
    beside.proven(true);
    pass(60);
    assertThat(warnings).as("a gap of some seconds is nothing").isEmpty();
    beside.proven(false);
    pass(6);

    assertThat(warnings).hasSize(1);
  }

  @Test
  void aConnectionThatIsOverIsNotWaitedFor() {
    beside(CarrierWish.UDP);
    connection.close();

    pass(60);

    assertThat(warnings).isEmpty();
  }

  @Test
  void aSocketThatCannotBeHadIsToldOnceAndTriedAgain() {
    SealedBeside beside = beside(CarrierWish.AUTO);

    beside.keys(LinkBench.KEYS);
    connection.runPendingTasks();
    pass(1);
    beside.keys(LinkBench.KEYS);
    pass(120);
    beside.end();

    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("no UDP socket to [2001:db8::7]", "no such family", "go by TCP");
  }
}
