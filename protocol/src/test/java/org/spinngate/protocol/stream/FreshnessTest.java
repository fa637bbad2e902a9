package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.util.ReferenceCountUtil;
import java.util.Collections;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.ProtocolViolation;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class FreshnessTest {
  /** What the clocks of the two ends differ by. */
  private static final int OFFSET = 0x8000_0000;

  private final HeartbeatBench bench = HeartbeatBench.server().guarded();

  @AfterEach
  void close() {
    bench.close();
  }

  /** A record that was sent so many milliseconds ago. */
  private void receive(long ago, Object... frames) {
    mark((int) (bench.millis() - ago) + OFFSET);
    for (Object frame : frames) {
      bench.hear(frame);
    }
  }

  private void mark(int time) {
    ByteBuf mark = bench.channel().alloc().buffer();
    bench.hear(mark.writeBytes(bytes().u8(0x82).u32(time).toArray()));
    assertThat(mark.refCnt()).isZero();
  }

  private ByteBuf scp() {
    return bench.channel().alloc().buffer().writeBytes(bytes().u8(0x80).u16(1).text("s").toArray());
  }

  private ByteBuf boot() {
    return bench.channel().alloc().buffer().writeBytes(bytes().u8(0x81).u16(1).u16(0).toArray());
  }

  private int delivered() {
    int count = bench.channel().inboundMessages().size();
    bench.channel().inboundMessages().forEach(ReferenceCountUtil::release);
    bench.channel().inboundMessages().clear();
    return count;
  }

  private long dropped() {
    return Collections.frequency(bench.events(), DropReason.STALE);
  }

  @Test
  void marksGoNoFurtherAndWhatIsInTimePasses() {
    receive(40, scp(), scp());
    bench.pass(100);
    receive(540, scp());

    assertThat(delivered()).isEqualTo(3);
    assertThat(dropped()).isZero();
  }

  @Test
  void scpThatIsMoreThanHalfASecondLateFallsAndIsCounted() {
    receive(40, scp());
    bench.pass(100);
    ByteBuf late = scp();

    receive(541, late, scp());

    assertThat(late.refCnt()).isZero();
    assertThat(delivered()).isEqualTo(1);
    assertThat(dropped()).isEqualTo(2);
  }

  @Test
  void bootAndMessagesPassHoweverLateTheyAre() {
    receive(40, scp());
    bench.pass(100);

    receive(5_000, boot(), new Notice("late"), boot());

    assertThat(delivered()).isEqualTo(4);
    assertThat(dropped()).isZero();
  }

  @Test
  void ofWhatAnOutageHeldUpOnlyTheLatestPasses() {
    receive(40, scp());
    bench.pass(5_000);
    bench.events().clear();

    for (int ago = 4_900; ago > 0; ago -= 100) {
      receive(ago, scp());
    }

    assertThat(delivered()).isEqualTo(1 + 5);
    assertThat(dropped()).isEqualTo(49 - 5);
  }

  @Test
  void whoSendsNoMarksIsBelieved() {
    bench.hear(scp());

    assertThat(delivered()).isEqualTo(1);
  }

  @Test
  void aClockThatWasHaltedIsForgivenAfterOneAnswer() {
    receive(40, scp());
    bench.answer();
    bench.pass(1_000);

    receive(20_040, scp());
    assertThat(dropped()).isEqualTo(1);
    bench.passAnswered(500, 40);
    receive(20_040, scp());
    bench.pass(500);
    receive(20_040, scp());

    assertThat(dropped()).isEqualTo(1);
    assertThat(delivered()).isEqualTo(3);
  }

  @Test
  void anAnswerToAnOldQuestionForgivesNothing() {
    receive(40, scp());
    bench.pass(5_000);
    receive(4_000, scp());
    bench.answer();

    bench.pass(501);
    receive(4_000, scp());

    assertThat(dropped()).isEqualTo(2);
  }

  @Test
  void aPeerIsAskedOftenOnlyForAWhile() {
    receive(40);
    bench.passAnswered(20_000, 1);
    bench.questions();

    receive(5_000);
    bench.passAnswered(10_000, 1);
    bench.pass(250);

    assertThat(bench.questions()).isEmpty();
  }

  @Test
  void aBrokenMarkIsAViolation() {
    ByteBuf mark = bench.channel().alloc().buffer().writeBytes(bytes().u8(0x82).u16(1).toArray());

    assertThatThrownBy(() -> bench.hear(mark)).isInstanceOf(ProtocolViolation.class);
    assertThat(mark.refCnt()).isZero();
  }

  @Test
  void marksOfAStrangerCostNobodyButHimself() {
    SplittableRandom random = new SplittableRandom(0x5EED_0005);
    int sent = 0;
    int passed = 0;

    for (int i = 0; i < 50_000; i++) {
      mark(random.nextInt(4) == 0 ? random.nextInt() : (int) bench.millis());
      for (int n = random.nextInt(3); n > 0; n--) {
        bench.hear(scp());
        sent++;
      }
      bench.hear(boot());
      passed += delivered() - 1;
      bench.jump(random.nextInt(100) == 0 ? random.nextInt(100_000) : random.nextInt(30));
    }

    assertThat(bench.channel().isActive()).isTrue();
    assertThat(dropped()).isPositive().isEqualTo(sent - passed);
    assertThat(passed).isPositive();
  }
}
