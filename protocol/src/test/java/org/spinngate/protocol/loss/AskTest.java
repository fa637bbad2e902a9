package org.spinngate.protocol.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskTest {
  private static final int KEY = 0x5EA1ED01;

  private final Ask ask = new Ask();
  private final List<Long> asked = new ArrayList<>();

  private byte[] written() {
    ByteBuf out = Unpooled.buffer();
    ask.write(out);
    assertThat(out.readableBytes()).isEqualTo(ask.bytes());
    return ByteBufUtil.getBytes(out);
  }

  /** Reads what stands after the kind. */
  private List<Long> read(byte... body) {
    asked.clear();
    Ask.read(
        Unpooled.wrappedBuffer(body),
        body.length,
        (key, counter) -> {
          assertThat(key).isEqualTo(KEY);
          return asked.add(counter);
        });
    return asked;
  }

  private static byte[] body(byte... frame) {
    return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(frame, 3, frame.length - 3));
  }

  @Test
  void countersOnlyGoUpwards() {
    assertThat(ask.add(KEY, 10)).isTrue();

    assertThat(ask.add(KEY, 10)).isFalse();
    assertThat(ask.add(KEY, 5)).isFalse();

    assertThat(read(body(written()))).containsExactly(10L);
  }

  @Test
  void neighboursStandInOneRangeAndOthersSayHowMuchLaterTheyBegin() {
    ask.add(KEY, 0x1_0000_0005L);
    ask.add(KEY, 0x1_0000_0006L);
    ask.add(KEY, 0x1_0000_0010L);

    assertThat(written())
        .isEqualTo(
            bytes()
                .u16(19)
                .u8(0x89)
                .u32(KEY)
                .u64(0x1_0000_0005L)
                .u16(0)
                .u8(2)
                .u16(9)
                .u8(1)
                .toArray());
    assertThat(read(body(written())))
        .containsExactly(0x1_0000_0005L, 0x1_0000_0006L, 0x1_0000_0010L);
  }

  @Test
  void whoAsksForNothingSaysThatHeMayBeAsked() {
    ByteBuf out = Unpooled.buffer();
    Ask.writeEmpty(out);

    assertThat(ByteBufUtil.hexDump(out))
        .isEqualTo("000189")
        .isEqualTo(ByteBufUtil.hexDump(written()));
    assertThat(read()).isEmpty();
  }

  @Test
  void aLongGapTakesSeveralRangesAndNoMoreThanOneFrameMayAskFor() {
    long counter = 0;
    while (ask.add(KEY, counter)) {
      counter++;
    }

    assertThat(counter).isEqualTo(1_024);
    assertThat(read(body(written()))).hasSize(1_024).startsWith(0L).endsWith(1_023L);
  }

  @Test
  void thereAreNoMoreThan32Ranges() {
    long counter = 0;
    while (ask.add(KEY, counter)) {
      counter += 2;
    }

    assertThat(read(body(written()))).hasSize(32);
  }

  @Test
  void aRangeBeyondTheReachOfTheFrameHasNoRoom() {
    ask.add(KEY, 7);

    assertThat(ask.add(KEY, 8 + 65_536)).isFalse();
    assertThat(ask.add(KEY, 8 + 65_535)).isTrue();
  }

  @Test
  void packetsOfAnotherKeyNeedAnotherFrame() {
    assertThat(ask.mayHave(KEY + 1)).isTrue();
    ask.add(KEY, 7);
    assertThat(ask.mayHave(KEY + 1)).isFalse();
    ask.clear();

    assertThat(ask.mayHave(KEY + 1)).isTrue();
    assertThat(ask.isEmpty()).isTrue();
  }

  @Test
  void aReaderThatHasEnoughGetsNoMore() {
    ask.add(KEY, 1);
    ask.add(KEY, 2);
    byte[] frame = body(written());

    Ask.read(Unpooled.wrappedBuffer(frame), frame.length, (key, counter) -> !asked.add(counter));

    assertThat(asked).containsExactly(1L);
  }

  @Test
  void whatDoesNotKeepToTheDrawingAsksForNothing() {
    byte[] one = bytes().u32(KEY).u64(1).u16(0).u8(1).toArray();

    assertThat(read(one)).hasSize(1);
    for (int length = 1; length < one.length; length++) {
      assertThat(read(Arrays.copyOf(one, length))).isEmpty();
    }
    assertThat(read(Arrays.copyOf(one, one.length + 1))).isEmpty();
    assertThat(read(Arrays.copyOf(one, 12 + 33 * 3))).isEmpty();
  }

  @Test
  void howeverMuchAFrameClaimsOnly1024PacketsAreLookedFor() {
    byte[] frame = new byte[12 + 32 * 3];
    Arrays.fill(frame, (byte) 0xFF);
    int[] looked = new int[1];

    Ask.read(Unpooled.wrappedBuffer(frame), frame.length, (key, counter) -> ++looked[0] > 0);

    assertThat(looked[0]).isEqualTo(1_024);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noBytesDoMoreThanAskForUpTo1024Packets(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 20_000; i++) {
      byte[] body = new byte[random.nextInt(130)];
      random.nextBytes(body);
      ByteBuf in = Unpooled.wrappedBuffer(body);
      int[] looked = new int[1];

      Ask.read(in, body.length, (key, counter) -> ++looked[0] > 0);

      assertThat(looked[0]).isLessThanOrEqualTo(1_024);
      assertThat(in.readerIndex()).isLessThanOrEqualTo(body.length);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6})
  void whatIsWrittenIsRead(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 2_000; i++) {
      ask.clear();
      List<Long> wanted = new ArrayList<>();
      long counter = random.nextLong(1L << 40);
      while (random.nextInt(60) > 0 && ask.add(KEY, counter)) {
        wanted.add(counter);
        counter += random.nextInt(4) > 0 ? 1 : 1 + random.nextInt(300);
      }

      assertThat(read(body(written()))).isEqualTo(wanted);
    }
  }
}
