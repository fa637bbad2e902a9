package org.spinngate.client.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spinngate.client.config.CarrierWish;
import org.spinngate.client.path.PathSnapshot;
import org.spinngate.protocol.Carrier;
import org.spinngate.protocol.ResendCounts;

class PathStepTest {
  private static final PathMeasures STREAM = stream(38, 1_500);

  private static final ResendCounts REPAIRS = new ResendCounts(1_300, 1_234, 66, 5);

  private static PathMeasures stream(int millis, int largestPacket) {
    return PathMeasures.ofStream(
        Optional.of(Duration.ofMillis(millis)), OptionalInt.of(largestPacket));
  }

  private static PathMeasures session(Carrier carrier, int lossPerMillion, int questions) {
    Optional<Duration> time = Optional.of(Duration.ofMillis(39));
    return PathStep.joined(
        STREAM,
        new PathSnapshot(
            carrier,
            time,
            OptionalInt.of(lossPerMillion),
            REPAIRS,
            carrier == Carrier.UDP ? OptionalInt.of(1_472) : OptionalInt.empty(),
            true,
            Duration.ZERO),
        new VersionAnswers(
            questions, new VersionAnswers.Answers(questions, time, false), Optional.empty()));
  }

  private static Finding find(PathMeasures path) {
    return new PathStep(path, CarrierWish.AUTO).find();
  }

  @Test
  void whatWasMeasuredIsToldAndWhatWasNotToo() {
    assertThat(find(session(Carrier.UDP, 2_000, 400)).text())
        .isEqualTo(
            "round trip by TCP 38 ms, by UDP 39 ms, to the board 39 ms, loss 0.2 %,"
                + " sent again 5 to the server and 1,234 from it, largest packet 1,500 bytes, SCP goes by udp in packets of up to 1,472 bytes");
    assertThat(find(STREAM).text())
        .isEqualTo(
            "round trip by TCP 38 ms, largest packet 1,500 bytes;"
                + " not measured: by UDP, to the board, loss");
  }

  @Test
  void lossesAreToldFirst() {
    Finding finding = find(session(Carrier.UDP, 31_000, 400));

    assertThat(finding.outcome()).isEqualTo(Outcome.REMARK);
    assertThat(finding.text()).isEqualTo("3.1 % of the packets are lost");
    assertThat(finding.advice()).contains("sends lost packets again", "loss 3.1 %");
  }

  @Test
  void ofAFewPacketsNobodyTellsHowManyAreLost() {
    assertThat(find(session(Carrier.UDP, 100_000, 12)).text()).contains("not measured: loss");
  }

  @Test
  void aVpnsPacketsAreShortAndLongEnough() {
    Finding finding = find(stream(38, 1_280));

    assertThat(finding.outcome()).isEqualTo(Outcome.REMARK);
    assertThat(finding.text()).isEqualTo("the largest packet is 1,280 bytes");
    assertThat(finding.advice()).contains("the gateway's packets fit into 1,280 bytes");
  }

  @Test
  void shorterPacketsThanOursLeaveTcpOnly() {
    assertThat(find(stream(38, 1_200)).advice()).contains("--transport tcp");
  }

  @Test
  void aWayWithoutUdpIsSlowerAndNoMore() {
    Finding finding = find(session(Carrier.TCP, 0, 400));

    assertThat(finding.outcome()).isEqualTo(Outcome.REMARK);
    assertThat(finding.text()).isEqualTo("UDP does not pass, so SCP goes by TCP");
    assertThat(finding.advice()).contains("in one direction or both");
  }

  @Test
  void whoWantsUdpOnlyHasNoWayWithoutIt() {
    Finding finding = new PathStep(session(Carrier.TCP, 0, 400), CarrierWish.UDP).find();

    assertThat(finding.isBad()).isTrue();
    assertThat(finding.text()).startsWith("UDP does not pass, and --transport udp");
    assertThat(finding.exitCode().number()).isEqualTo(7);
  }

  @Test
  void whoWantsTcpOnlyMissesNothing() {
    Finding finding = new PathStep(session(Carrier.TCP, 0, 400), CarrierWish.TCP).find();

    assertThat(finding.outcome()).isEqualTo(Outcome.GOOD);
  }

  @Test
  void aFarServerIsARemark() {
    assertThat(find(stream(180, 1_500)).text()).isEqualTo("the round trip is 180 ms");
  }

  @ParameterizedTest
  @EnumSource(CarrierWish.class)
  void withoutASessionNobodyKnowsTheCarrier(CarrierWish wish) {
    assertThat(new PathStep(STREAM, wish).find().outcome()).isEqualTo(Outcome.GOOD);
  }
}
