package org.spinngate.protocol.mtu;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long packets may be on lines that carry no more than some. */
class PacketSizeTest {
  private static final long SEED = 8899;

  private final SizeBench bench = new SizeBench(SEED);

  @Test
  void beforeAnythingIsKnownPacketsHaveTwelveHundredBytes() {
    assertThat(bench.limit()).isEqualTo(1200);
    bench.idle(1_000);

    assertThat(bench.limit()).isEqualTo(1200);
    assertThat(bench.probes()).isZero();
  }

  @Test
  void anEthernetIsFoundByTheFirstProbe() {
    bench.mtu(1500).begin().idle(400);

    assertThat(bench.limit()).isEqualTo(1472);
    assertThat(bench.probes()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"1500,1472", "1492,1464", "1480,1452", "1450,1412", "1400,1372", "1280,1252"})
  void theSearchFindsWhatTheLineCarriesAndLosesNothingMeanwhile(int mtu, int found) {
    bench.mtu(mtu).begin().stream(15_000);

    assertThat(bench.limit()).isEqualTo(found);
    assertThat(bench.size().bytes()).isEqualTo(found);
    assertThat(bench.lostPackets()).isZero();
  }

  @Test
  void whereTwelveHundredBytesDoNotPassThePacketsBecomeShorterThanThat() {
    bench.mtu(1000).begin().stream(20_000);

    assertThat(bench.limit()).isEqualTo(508);
  }

  @Test
  void nothingLongerIsTriedThanTheSocketSendsWhole() {
    bench.longest(1452).begin().idle(400);

    assertThat(bench.limit()).isEqualTo(1452);
  }

  @Test
  void whereTheSystemMakesFragmentsNothingIsTried() {
    bench.longest(1200).begin().stream(2_000);

    assertThat(bench.limit()).isEqualTo(1200);
    assertThat(bench.probes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 40, 300, 700})
  void aLineThatBeginsToLoseLongPacketsIsNoticedWithinTwoSeconds(int roundTrip) {
    bench.mtu(1500).roundTrip(roundTrip).begin().stream(10_000);
    assertThat(bench.size().bytes()).isEqualTo(1472);

    bench.mtu(1280).stream(2_000);

    int lost = bench.lostPackets();
    assertThat(lost).isPositive();
    bench.stream(20_000);
    assertThat(bench.lostPackets()).isEqualTo(lost);
    assertThat(bench.limit()).isEqualTo(1252);
  }

  @Test
  void onAUsualLineItIsNoticedBeforeAToolAsksAgain() {
    bench.mtu(1500).begin().stream(5_000).mtu(1280).stream(5_000);

    assertThat(bench.lostPackets()).isLessThan(1_000);
  }

  @Test
  void aLineThatChangesWhileNobodySendsAnythingLosesNothing() {
    bench.mtu(1500).begin().idle(5_000).mtu(1280).idle(5_000).stream(20_000);

    assertThat(bench.lostPackets()).isZero();
    assertThat(bench.limit()).isEqualTo(1252);
  }

  @Test
  void afterASilenceOneProbeGivesLongPacketsBack() {
    bench.mtu(1500).begin().idle(60_000);
    int before = bench.probes();
    assertThat(bench.limit()).isEqualTo(1200);

    bench.stream(50);

    assertThat(bench.limit()).isEqualTo(1472);
    assertThat(bench.probes()).isEqualTo(before + 1);
  }

  @Test
  void shortPacketsNeedNoProbes() {
    bench.mtu(1500).begin().idle(3_600_000);

    assertThat(bench.probes()).isEqualTo(1);
  }

  @Test
  void aStreamCostsFiveProbesASecond() {
    bench.mtu(1500).begin().stream(1_000);
    int before = bench.probes();

    bench.stream(10_000);

    assertThat(bench.probes() - before).isBetween(45, 50);
  }

  @Test
  void aNetworkThatBecomesBetterIsNoticedAfterTenMinutes() {
    bench.mtu(1400).begin().stream(15_000).mtu(1500).stream(580_000);
    assertThat(bench.limit()).isEqualTo(1372);

    bench.stream(30_000);

    assertThat(bench.limit()).isEqualTo(1472);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aLossyLineIsUsedAsFarAsItCarries(long seed) {
    SizeBench lossy = new SizeBench(seed).mtu(1400).lose(0.05).begin().stream(30_000);

    int whole = 0;
    for (int i = 0; i < 600; i++) {
      whole += lossy.stream(100).limit() == 1372 ? 1 : 0;
    }

    assertThat(whole).as("of 600, seed %d", seed).isGreaterThan(570);
    assertThat(lossy.lostPackets()).isZero();
  }

  @Test
  void anotherPathIsAskedAnew() {
    bench.mtu(1500).begin().stream(1_000);

    bench.mtu(1280).begin();

    assertThat(bench.limit()).isEqualTo(1200);
    bench.stream(20_000);
    assertThat(bench.lostPackets()).isZero();
    assertThat(bench.limit()).isEqualTo(1252);
  }

  @Test
  void aPathThatIsNotUsedIsNotAsked() {
    bench.mtu(1500).begin().stream(1_000);
    int before = bench.probes();

    bench.size().use(false);
    bench.stream(5_000);

    assertThat(bench.probes()).isEqualTo(before);
    assertThat(bench.limit()).isEqualTo(1200);
  }

  @Test
  void aProbeThatWasNeverSentProvesNothing() {
    bench.mtu(1280).begin().idle(1_000);

    for (int number = 100; number <= 0xFFFF; number++) {
      bench.size().came(number, bench.nanos());
    }
    bench.size().came(0, bench.nanos());

    assertThat(bench.limit()).isEqualTo(1200);
  }
}
