package org.spinngate.client.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.spinngate.server.testing.ScpMessage;

class ScpReadTest {
  private static final int READ = 2;

  private final ByteBuffer buffer = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);

  @Test
  void aRequestIsThatOfAnyHostTool() {
    ScpRead.write(buffer, 0xFEDC, 0x6000_1234, 256);

    assertThat(written()).isEqualTo(ScpMessage.request(READ, 0xFEDC, 0x6000_1234, 256, 2));
  }

  @Test
  void whatIsNotMadeOfWordsIsReadInBytes() {
    ScpRead.write(buffer, 1, 0x6000_0000, 255);

    assertThat(written()).isEqualTo(ScpMessage.request(READ, 1, 0x6000_0000, 255, 0));
  }

  @Test
  void anAnswerIsItsDataAfterTheHeader() {
    byte[] request = ScpMessage.request(READ, 0xFEDC, 0x6000_0000, 4, 2);
    buffer.put(PlayedBoard.answer(request, 7)).flip();

    assertThat(ScpRead.hasSequence(buffer)).isTrue();
    assertThat(ScpRead.sequence(buffer)).isEqualTo(0xFEDC);
    assertThat(ScpRead.isData(buffer, 4)).isTrue();
    assertThat(buffer.remaining()).isEqualTo(4);
  }

  @Test
  void anotherLengthOrCodeIsNoAnswer() {
    byte[] answer = PlayedBoard.answer(ScpMessage.request(READ, 1, 0, 4, 2), 7);
    buffer.put(answer).flip();

    assertThat(ScpRead.isData(buffer, 5)).isFalse();
    assertThat(ScpRead.isData(buffer, 3)).isFalse();
    buffer.put(10, (byte) 0x83);
    assertThat(ScpRead.isData(buffer, 4)).isFalse();
  }

  private byte[] written() {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
