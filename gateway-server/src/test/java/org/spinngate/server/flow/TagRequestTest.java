package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagRequestTest {
  /** An SCP request as in the domain's IPTAG table. */
  static ByteBuf scp(int command, int operation, int length) {
    byte[] bytes = new byte[length];
    bytes[10] = (byte) command;
    bytes[11] = (byte) (command >> 8);
    bytes[16] = (byte) operation;
    return Unpooled.wrappedBuffer(bytes);
  }

  @ParameterizedTest
  @CsvSource({"26, 0, true", "26, 1, true", "26, 2, false", "26, 3, false", "26, 4, false"})
  void newAndSetPointATagAtTheSenderAndOthersDoNot(int command, int operation, boolean sets) {
    assertThat(TagRequest.setsTag(scp(command, operation, 26))).isEqualTo(sets);
  }

  @ParameterizedTest
  @CsvSource({"0", "2", "3", "25", "27", "282", "6656"})
  void otherCommandsSetNoTag(int command) {
    assertThat(TagRequest.setsTag(scp(command, 1, 26))).isFalse();
  }

  @Test
  void aRequestThatIsTooShortForTheBoardSetsNoTag() {
    assertThat(TagRequest.setsTag(scp(26, 1, 25))).isFalse();
    assertThat(TagRequest.setsTag(scp(26, 1, 17))).isFalse();
  }

  @Test
  void aRequestInsideALongerBufferIsReadFromItsBeginning() {
    ByteBuf frame = Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(new byte[5]), scp(26, 1, 26));

    assertThat(TagRequest.setsTag(frame.skipBytes(5))).isTrue();
    assertThat(frame.readableBytes()).isEqualTo(26);
  }

  @Test
  void anyBytesAtAllAreLookedAtWithoutHarm() {
    SplittableRandom random = new SplittableRandom(11);
    int setting = 0;

    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(64)];
      random.nextBytes(bytes);
      if (bytes.length > 11 && random.nextBoolean()) {
        bytes[10] = 26;
        bytes[11] = 0;
      }
      setting += TagRequest.setsTag(Unpooled.wrappedBuffer(bytes)) ? 1 : 0;
    }

    assertThat(setting).isPositive().isLessThan(2_000);
  }
}
