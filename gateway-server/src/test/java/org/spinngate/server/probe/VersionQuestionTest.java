package org.spinngate.server.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.spinngate.server.probe.VersionQuestion.Answer;

class VersionQuestionTest {
  private static final String HEADER = "00000708ff00000000008000 0100 0001 0000 0001 ffff 2c1b0a65";
  private static final String TEXT = "5343264d502f" + "5370694e4e616b657200" + "342e302e3000";
  private static final String NOT_READY = HEADER.replace("0001 0000 0001", "0000 ffff 0001");

  private static ByteBuf bytes(String hex) {
    return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void theQuestionIsThatOfEveryTool() {
    ByteBuf request = VersionQuestion.ask(UnpooledByteBufAllocator.DEFAULT, 1);

    assertThat(ByteBufUtil.hexDump(request))
        .isEqualTo("000087ff00ff000000000000" + "0100" + "00".repeat(12));
    request.release();
  }

  @Test
  void theReplyOfTheRealThingIsRead() {
    assertThat(VersionQuestion.read(bytes(HEADER + TEXT), 1))
        .contains(new Answer(true, "SC&MP 4.0.0"));
  }

  @Test
  void aBoardWithoutCoordinatesIsNotReady() {
    assertThat(VersionQuestion.read(bytes(NOT_READY + TEXT), 1))
        .contains(new Answer(false, "SC&MP 4.0.0"));
  }

  @Test
  void oldSoftwareSaysItsVersionAsANumber() {
    String old = HEADER.replace("ffff 2c1b0a65", "8500 2c1b0a65");

    assertThat(VersionQuestion.read(bytes(old + "5343264d502f" + "5800"), 1))
        .contains(new Answer(true, "SC&MP 1.33"));
  }

  @Test
  void anErrorOrAnOddTextIsAnAnswerWithoutAVersion() {
    assertThat(VersionQuestion.read(bytes("00000708ff00000000008700 0100"), 1))
        .contains(new Answer(true, ""));
    assertThat(VersionQuestion.read(bytes(HEADER + "1b5b324a"), 1)).contains(new Answer(true, ""));
  }

  @Test
  void theReplyToAnotherQuestionIsNone() {
    assertThat(VersionQuestion.read(bytes(HEADER + TEXT), 2)).isEmpty();
    assertThat(VersionQuestion.read(bytes(HEADER + TEXT), 0x10001)).isPresent();
  }

  @Test
  void whateverStrangersSendIsReadWithoutHarmAndShowsNoControlCharacters() {
    SplittableRandom random = new SplittableRandom(5);
    byte[] reply = ByteBufUtil.getBytes(bytes(HEADER + TEXT));
    for (int i = 0; i < 100_000; i++) {
      byte[] mutated = Arrays.copyOf(reply, random.nextInt(2 * reply.length));
      for (int change = random.nextInt(6); change > 0 && mutated.length > 0; change--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }

      Optional<Answer> answer = VersionQuestion.read(Unpooled.wrappedBuffer(mutated), 1);

      assertThat(answer.map(Answer::software).orElse("")).matches("[ -~]{0,40}");
    }
  }
}
