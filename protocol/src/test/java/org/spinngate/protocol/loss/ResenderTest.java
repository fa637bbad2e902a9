package org.spinngate.protocol.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Time;

@ExtendWith(LeakExtension.class)
class ResenderTest implements Resender.Way {
  private static final int KEY = 7;

  private final Time time = Time.overflowing();
  private final HeldBytes held = new HeldBytes(1 << 20);
  private final Resender resender = new Resender(time.loop(), held, Timing.of(time::nanos), this);
  private final List<byte[]> resent = new ArrayList<>();
  private boolean may = true;

  ResenderTest() {
    resender.begin(KEY, 0);
  }

  @AfterEach
  void close() {
    resender.close();
    assertThat(held.free()).isEqualTo(1 << 20);
    time.close();
  }

  @Override
  public boolean mayResend(long now) {
    return may;
  }

  @Override
  public void resend(ByteBuf packet, long now) {
    resent.add(ByteBufUtil.getBytes(packet));
    packet.release();
  }

  private byte[] send(long counter, int bytes) {
    ByteBuf packet = PooledByteBufAllocator.DEFAULT.directBuffer(bytes);
    packet.writeByte((int) counter).writeZero(bytes - 1);
    byte[] copy = ByteBufUtil.getBytes(packet);
    resender.sent(counter, packet, time.nanos());
    packet.release();
    return copy;
  }

  private void ask(long from, int count) {
    byte[] body = bytes().u32(KEY).u64(from).u16(0).u8(count).toArray();
    resender.asked(Unpooled.wrappedBuffer(body), body.length, time.nanos());
  }

  private void askForNothing() {
    resender.asked(Unpooled.EMPTY_BUFFER, 0, time.nanos());
  }

  @Test
  void whatIsAskedForIsSentAgainAsItWas() {
    askForNothing();
    send(0, 100);
    byte[] second = send(1, 100);

    ask(1, 1);

    assertThat(resent).containsExactly(second);
    assertThat(resender.resent()).isEqualTo(1);
  }

  @Test
  void nothingIsKeptForAPeerThatDoesNotAsk() {
    send(0, 100);

    assertThat(held.free()).isEqualTo(1 << 20);
    assertThat(resender.repairs()).isFalse();
  }

  @Test
  void whoAsksForEverGetsATenthOfTheBytesAndSomePackets() {
    askForNothing();
    long sent = 0;
    for (int counter = 0; counter < 5_000; counter++) {
      send(counter, 300);
      sent += 300;
      ask(Math.max(0, counter - 200), 200);
      time.pass(counter % 20 == 0 ? 1 : 0);
    }
    long again = resent.stream().mapToLong(packet -> packet.length).sum();

    assertThat(again).isGreaterThan(sent / 11).isLessThanOrEqualTo(sent / 10 + 4_800);
  }

  @Test
  void whatWasNotSentAgainIsSavedUpToABurst() {
    askForNothing();
    for (int counter = 0; counter < 5_000; counter++) {
      send(counter, 1_000);
    }

    for (int i = 1; i <= 20; i++) {
      ask(5_000 - 50L * i, 50);
    }

    assertThat(resent).hasSize((64 << 10) / 1_000);
  }

  @Test
  void nothingIsSentAgainWhileTheLineIsFull() {
    askForNothing();
    send(0, 100);
    may = false;

    ask(0, 1);
    assertThat(resent).isEmpty();
    may = true;
    ask(0, 1);

    assertThat(resent).hasSize(1);
  }

  @Test
  void aPeerThatAsksTooLateCannotBeHelpedThatWay() {
    askForNothing();
    assertThat(resender.repairs()).isTrue();
    send(0, 100);
    time.pass(450);

    ask(0, 1);

    assertThat(resender.repairs()).isFalse();
  }

  @Test
  void onAPathThatFellSilentNothingIsKeptForLong() {
    askForNothing();
    send(0, 100);

    time.pass(1_000);

    assertThat(held.free()).isEqualTo(1 << 20);
    assertThat(time.isIdle()).isTrue();
  }

  @Test
  void whatIsKeptOnAPathThatGoesOnIsLookedThroughAgain() {
    askForNothing();
    send(0, 100);
    time.pass(900);
    send(1, 100);
    time.pass(200);
    assertThat(held.free()).isEqualTo((1 << 20) - 100);

    time.pass(1_000);

    assertThat(held.free()).isEqualTo(1 << 20);
  }

  @Test
  void closingForgetsEverything() {
    askForNothing();
    send(0, 100);

    resender.close();
    ask(0, 1);

    assertThat(resent).isEmpty();
    assertThat(time.isIdle()).isTrue();
  }
}
