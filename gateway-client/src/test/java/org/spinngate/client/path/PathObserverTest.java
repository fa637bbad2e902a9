package org.spinngate.client.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.PathReport;
import org.spinngate.protocol.ResendCounts;
import org.spinngate.protocol.Tunnel;

class PathObserverTest {
  private static final PathReport NOT_MEASURED = PathReport.ofStream(-1);
  private static final PathReport BY_STREAM = PathReport.ofStream(38_000_000);
  private static final PathReport BY_PACKETS =
      new PathReport(Carrier.UDP, 35_000_000, 2_000, 6, 4, ResendCounts.NONE, 1_472, 0);

  private long now = 1_000;
  private final PathObserver path = new PathObserver(() -> now);
  private final ReportingTunnel tunnel = new ReportingTunnel();

  /** A tunnel that says of itself what the test wants. */
  private static final class ReportingTunnel implements Tunnel {
    private PathReport report = NOT_MEASURED;

    @Override
    public DropReason sendScp(int flow, ByteBuf datagram) {
      return DropReason.TUNNEL_DOWN;
    }

    @Override
    public DropReason sendBoot(int flow, int gapMillis, ByteBuf datagram) {
      return DropReason.TUNNEL_DOWN;
    }

    @Override
    public void send(ControlMessage message) {}

    @Override
    public void close(CloseCause cause, String text) {}

    @Override
    public PathReport report() {
      return report;
    }
  }

  private void passes(Duration time) {
    now += time.toNanos();
  }

  @Test
  void beforeTheFirstConnectionNothingIsKnown() {
    assertThat(path.snapshot()).isEmpty();
  }

  @Test
  void whatTheTunnelMeasuresIsKnownAtOnce() {
    path.up(tunnel);
    assertThat(path.snapshot().orElseThrow())
        .isEqualTo(
            new PathSnapshot(
                Carrier.TCP,
                Optional.empty(),
                OptionalInt.empty(),
                ResendCounts.NONE,
                OptionalInt.empty(),
                true,
                Duration.ZERO));

    passes(Duration.ofSeconds(3));
    tunnel.report = BY_STREAM;

    assertThat(path.snapshot().orElseThrow())
        .isEqualTo(
            new PathSnapshot(
                Carrier.TCP,
                Optional.of(Duration.ofMillis(38)),
                OptionalInt.empty(),
                ResendCounts.NONE,
                OptionalInt.empty(),
                true,
                Duration.ofSeconds(3)));
  }

  @Test
  void theTimeCountsFromTheChangeOfTheCarrierAndFromNothingElse() {
    path.up(tunnel);
    passes(Duration.ofSeconds(3));
    tunnel.report = BY_PACKETS;
    path.chosen(tunnel);
    passes(Duration.ofSeconds(2));
    path.chosen(tunnel);

    PathSnapshot snapshot = path.snapshot().orElseThrow();

    assertThat(snapshot.carrier()).isEqualTo(Carrier.UDP);
    assertThat(snapshot.lossPerMillion()).hasValue(2_000);
    assertThat(snapshot.age()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void ofAConnectionThatIsOverTheLastMeasuresAreKept() {
    path.up(tunnel);
    tunnel.report = BY_PACKETS;
    path.chosen(tunnel);
    path.down(tunnel);
    tunnel.report = NOT_MEASURED;
    passes(Duration.ofSeconds(7));

    PathSnapshot snapshot = path.snapshot().orElseThrow();

    assertThat(snapshot.connected()).isFalse();
    assertThat(snapshot.carrier()).isEqualTo(Carrier.UDP);
    assertThat(snapshot.roundTrip()).contains(Duration.ofMillis(35));
    assertThat(snapshot.age()).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void aConnectionThatAnotherOneHasReplacedChangesNothingAnyMore() {
    ReportingTunnel former = new ReportingTunnel();
    path.up(former);
    tunnel.report = BY_STREAM;
    path.up(tunnel);
    passes(Duration.ofSeconds(1));

    former.report = BY_PACKETS;
    path.chosen(former);
    path.down(former);

    PathSnapshot snapshot = path.snapshot().orElseThrow();
    assertThat(snapshot.connected()).isTrue();
    assertThat(snapshot.carrier()).isEqualTo(Carrier.TCP);
    assertThat(snapshot.age()).isEqualTo(Duration.ofSeconds(1));
  }
}
