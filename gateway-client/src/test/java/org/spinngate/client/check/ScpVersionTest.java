package org.spinngate.client.check;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** With the golden bytes of rig and of live captures (domain: golden bytes). */
class ScpVersionTest {
  private static final String ANSWER =
      "00000708ff000000000080000100" + "00010000" + "0001ffff" + "2c1b0a65";
  private static final String SOFTWARE =
      HexFormat.of().formatHex("SC&MP/SpiNNaker\0004.0.0\0".getBytes(US_ASCII));

  private static ScpVersion answer(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return ScpVersion.of(bytes, bytes.length).orElseThrow();
  }

  @Test
  void theQuestionIsThatOfTheTools() {
    assertThat(ScpVersion.question(1))
        .isEqualTo(HexFormat.of().parseHex("000087ff00ffffff000000000100" + "00".repeat(12)));
  }

  @Test
  void theAnswerTellsTheSoftwareAndWhetherItIsReady() {
    ScpVersion answer = answer(ANSWER + SOFTWARE);

    assertThat(answer.sequence()).isEqualTo(1);
    assertThat(answer.software()).contains("SC&MP 4.0.0");
    assertThat(answer.isStarting()).isFalse();
  }

  @Test
  void aBoardWithoutItsPlaceIsStillStarting() {
    String hex = "00000708ff000000000080000100" + "0001ffff" + "0001ffff" + "2c1b0a65";

    assertThat(answer(hex + SOFTWARE).isStarting()).isTrue();
  }

  @Test
  void anAnswerOfTheOldKindHasNoVersion() {
    assertThat(answer(ANSWER + "00").software()).isEmpty();
  }

  @Test
  void whatIsNoAnswerIsPassedOver() {
    byte[] question = ScpVersion.question(1);

    assertThat(ScpVersion.of(question, question.length)).isEmpty();
    assertThat(ScpVersion.of(new byte[14], 14)).isEmpty();
  }
}
