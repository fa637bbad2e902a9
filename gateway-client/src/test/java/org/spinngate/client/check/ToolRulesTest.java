package org.spinngate.client.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spinngate.client.config.LocalSettings;
import org.spinngate.protocol.ExitCode;
import org.spinngate.protocol.TagMode;

class ToolRulesTest {
  private static final LocalSettings USUAL = LocalSettings.standard();

  private static List<Verdict> verdicts(int millis, String software) {
    return ToolRules.of(List.of(), USUAL, path(millis), Optional.of(software), Optional.empty());
  }

  private static PathMeasures path(int millis) {
    return PathMeasures.ofStream(Optional.of(Duration.ofMillis(millis)), OptionalInt.empty());
  }

  private static List<String> words(List<Verdict> verdicts) {
    return verdicts.stream().map(verdict -> verdict.answer().label()).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "99, yes, yes, yes, yes",
    "180, in-part, yes, yes, yes",
    "501, no, in-part, yes, yes",
    "1001, no, in-part, no, no",
  })
  void eachToolHasItsOwnPatience(
      int millis, String ybug, String rig, String spinnman, String live) {
    assertThat(words(verdicts(millis, "SC&MP 4.0.0"))).containsExactly(ybug, rig, spinnman, live);
  }

  @Test
  void theBootOfYbugIsWhatALongWayBreaksFirst() {
    Verdict ybug = verdicts(180, "SC&MP 4.0.0").get(0);

    assertThat(ybug.why())
        .isEqualTo("the round trip is 180 ms, and it waits 100 ms for each answer during boot");
    assertThat(ybug.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
  }

  @Test
  void spinnmanWantsTheFourthScamp() {
    List<Verdict> verdicts = verdicts(10, "SC&MP 3.1.0");

    assertThat(words(verdicts)).containsExactly("yes", "yes", "no", "no");
    assertThat(verdicts.get(2).why())
        .isEqualTo(
            "wants SC&MP 4, and the board runs SC&MP 3.1.0; have the board power-cycled, and boot"
                + " it with SpiNNMan");
    assertThat(verdicts.get(2).exitCode()).isEqualTo(ExitCode.BOARD_BUSY);
    assertThat(verdicts.get(3).why()).contains("needs SpiNNMan");
  }

  @Test
  void spinnmanTakesTheUsualAddressForASimulation() {
    assertThat(verdicts(10, "SC&MP 4.0.0").get(2).why()).contains("localhost, not 127.0.0.1");

    LocalSettings second = new LocalSettings("127.0.0.2", USUAL.scpPort(), USUAL.bootPort());
    assertThat(
            ToolRules.of(List.of(), second, path(10), Optional.empty(), Optional.empty())
                .get(2)
                .why())
        .isEmpty();
  }

  @Test
  void toolsFindNoBoardAtOtherPorts() {
    LocalSettings other = new LocalSettings("127.0.0.1", 4711, USUAL.bootPort());
    List<Verdict> verdicts =
        ToolRules.of(List.of(), other, path(10), Optional.empty(), Optional.empty());

    assertThat(words(verdicts)).containsExactly("no", "in-part", "no", "no");
    assertThat(verdicts.get(0).why()).contains("no other ports than 17893 and 54321");
    assertThat(verdicts.get(0).exitCode()).isEqualTo(ExitCode.CONFIGURATION);
  }

  @Test
  void whatKeepsTheUserFromWorkingKeepsEveryTool() {
    Finding bad = Finding.bad(Step.LOGIN, ExitCode.LOGIN_REFUSED, "refused", "");
    List<Verdict> verdicts =
        ToolRules.of(List.of(bad), USUAL, path(10), Optional.empty(), Optional.empty());

    assertThat(verdicts)
        .hasSameSizeAs(Tool.values())
        .allMatch(verdict -> verdict.answer() == Verdict.Answer.NO)
        .allMatch(verdict -> verdict.why().equals("see login"))
        .allMatch(verdict -> verdict.exitCode() == ExitCode.LOGIN_REFUSED);
  }

  @Test
  void withoutARoundTripNobodyCanTell() {
    assertThat(
            words(
                ToolRules.of(
                    List.of(), USUAL, PathMeasures.NONE, Optional.empty(), Optional.empty())))
        .containsOnly("unknown");
  }

  @Test
  void whichTagsWorkDependsOnTheServer() {
    Optional<TagMode> translate = Optional.of(TagMode.TRANSLATE);

    assertThat(ToolRules.of(List.of(), USUAL, path(10), Optional.empty(), translate).get(3).why())
        .isEqualTo(
            "by tags with 'use sender', and by those with an address of this machine; ip tags:"
                + " translate");
    assertThat(
            ToolRules.of(List.of(), USUAL, path(10), Optional.empty(), Optional.empty())
                .get(3)
                .why())
        .endsWith("set them; ip tags: unknown");
  }
}
