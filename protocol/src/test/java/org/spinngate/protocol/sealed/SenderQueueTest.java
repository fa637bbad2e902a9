package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.loss.HeldBytes;
import org.spinngate.protocol.queue.QueueBudget;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TestQueues;
import org.spinngate.protocol.testing.Time;

/** What becomes of datagrams while the socket takes no packets. */
@ExtendWith(LeakExtension.class)
class SenderQueueTest {
  private static final int LARGEST = 1200 - 13 - 16 - 7 - 7 - 5;

  private final Time time = Time.overflowing();
  private final MemoryEnd outlet = new MemoryEnd();
  private final QueueBudget budget = TestQueues.plenty();
  private final PacketCipher cipher = new PacketCipher();
  private final PacketSender sender =
      new PacketSender(
          time.loop(),
          outlet,
          Timing.of(time::nanos),
          new PathShare(cipher, new HeldBytes(1 << 20), budget),
          SealingEnds.ofClient(cipher, Packets.KEYS).sealer());

  @AfterEach
  void close() {
    sender.close();
    time.close();
    assertThat(budget.taken()).isZero();
  }

  private static ByteBuf text(String text) {
    return bytes().text(text).toBuffer();
  }

  private void send(int flow, ByteBuf datagram) {
    assertThat(sender.sendScp(flow, datagram)).isNull();
    time.run();
  }

  private List<List<String>> packets() {
    return outlet.take().stream()
        .map(packet -> Packets.frames(Packets.KEYS.toServer(), packet))
        .toList();
  }

  @Test
  void theyWaitAndLeaveSoonAfterItTakesPacketsAgainWithTheTimesAtWhichTheyCame() {
    outlet.fillUp(true);
    send(1, text("one"));
    time.pass(50);
    send(1, text("two"));
    time.pass(100);
    assertThat(outlet.everLeft()).isEmpty();

    outlet.fillUp(false);
    time.pass(2);

    assertThat(packets()).containsExactly(List.of("mark 0", "scp 1 one", "mark 50", "scp 1 two"));
    assertThat(outlet.unsent()).isEmpty();
  }

  @Test
  void whatComesLaterDoesNotOvertakeThemAndTakesThemAlong() {
    outlet.fillUp(true);
    send(1, text("one"));

    outlet.fillUp(false);
    send(1, text("two"));

    assertThat(packets()).containsExactly(List.of("mark 0", "scp 1 one", "scp 1 two"));
  }

  @Test
  void thenAllIsAsBefore() {
    outlet.fillUp(true);
    send(1, text("one"));
    outlet.fillUp(false);
    time.pass(2);
    packets();

    send(1, text("two"));

    assertThat(packets()).containsExactly(List.of("mark 2", "scp 1 two"));
    time.pass(100);
    assertThat(time.isIdle()).isTrue();
  }

  @Test
  void requestsOvertakeTheStreamOfAnotherApplication() {
    outlet.fillUp(true);
    for (int i = 0; i < 1_000; i++) {
      send(1, Unpooled.wrappedBuffer(new byte[272]));
    }
    send(2, text("request"));

    outlet.fillUp(false);
    time.pass(2);

    List<String> frames = new ArrayList<>();
    packets().forEach(frames::addAll);
    assertThat(frames.indexOf("scp 2 request")).isBetween(1, 12);
  }

  @Test
  void notAllLeaveAtOnceSinceOthersShareTheSocket() {
    outlet.fillUp(true);
    for (int i = 0; i < 1_000; i++) {
      send(1, Unpooled.wrappedBuffer(new byte[272]));
    }

    outlet.fillUp(false);
    time.pass(2);
    assertThat(outlet.everLeft()).hasSizeBetween(50, 60);
    time.pass(20);

    assertThat(outlet.everLeft()).hasSizeBetween(245, 260);
    assertThat(outlet.unsent()).isEmpty();
  }

  @Test
  void theLargestWaitsAndLeavesToo() {
    outlet.fillUp(true);
    send(1, Unpooled.wrappedBuffer(new byte[LARGEST]));
    send(1, Unpooled.wrappedBuffer(new byte[LARGEST]));

    outlet.fillUp(false);
    time.pass(2);

    assertThat(outlet.everLeft()).hasSize(2).allMatch(packet -> packet.length == 1200);
  }

  @Test
  void whatIsOlderThanHalfASecondFallsAndIsCounted() {
    outlet.fillUp(true);
    send(1, text("old"));
    time.pass(400);
    send(1, text("young"));
    time.pass(103);

    assertThat(outlet.unsent()).containsExactly(new Unsent(DropReason.STALE, 1, 3));
    outlet.fillUp(false);
    time.pass(2);
    assertThat(packets()).containsExactly(List.of("mark 400", "scp 1 young"));
  }

  @Test
  void whatStillWaitsAtTheEndIsCountedAsNotSent() {
    outlet.fillUp(true);
    send(1, text("one"));
    send(2, text("two"));

    sender.close();

    assertThat(outlet.unsent()).containsExactly(new Unsent(DropReason.TUNNEL_DOWN, 2, 6));
  }

  @Test
  void whatWaitsOfAFlowThatEndsFallsSinceItWouldBeginTheFlowAnew() {
    outlet.fillUp(true);
    send(1, text("one"));
    send(2, text("two"));

    sender.flowEnds(1);

    assertThat(outlet.unsent()).containsExactly(new Unsent(DropReason.TUNNEL_FULL, 1, 3));
    outlet.fillUp(false);
    time.pass(2);
    assertThat(packets()).containsExactly(List.of("mark 0", "scp 2 two"));
  }
}
