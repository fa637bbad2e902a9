package org.spinngate.server.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoardHelloTest {
  private static final byte[] HELLO =
      HexFormat.of().parseHex("0001" + "00000041" + "02010000" + "00000000" + "43505453");

  private static boolean isHello(byte[] bytes) {
    return BoardHello.is(Unpooled.wrappedBuffer(bytes));
  }

  @Test
  void theHelloOfTheRomIsOne() {
    assertThat(isHello(HELLO)).isTrue();
  }

  @Test
  void anotherOperationIsNone() {
    byte[] start = HELLO.clone();
    start[5] = 1;

    assertThat(isHello(start)).isFalse();
  }

  @Test
  void onlyThatIsOneWhichHasItsVersionOperationAndSignature() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 100_000; i++) {
      byte[] mutated = Arrays.copyOf(HELLO, random.nextInt(2 * HELLO.length));
      if (mutated.length > 0) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
      }

      boolean same =
          mutated.length >= HELLO.length
              && Arrays.equals(mutated, 0, 6, HELLO, 0, 6)
              && Arrays.equals(mutated, 14, 18, HELLO, 14, 18);

      assertThat(isHello(mutated)).isEqualTo(same);
    }
  }
}
