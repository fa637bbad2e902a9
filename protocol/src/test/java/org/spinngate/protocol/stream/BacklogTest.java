package org.spinngate.protocol.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.queue.FlowQueues;
import org.spinngate.protocol.queue.QueueBudget;
import org.spinngate.protocol.testing.LeakExtension;

/** What an application repeats while the connection takes nothing. */
@ExtendWith(LeakExtension.class)
class BacklogTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final AtomicLong now = new AtomicLong();
  private final Heartbeat heartbeat =
      Heartbeat.ofClient(Duration.ofHours(1), Duration.ofHours(2), Timing.of(now::get));
  private final List<Unsent> fallen = new ArrayList<>();
  private final AtomicLong room = new AtomicLong(1 << 20);
  private final QueueBudget budget = new QueueBudget(room::get, () -> 4 << 20);
  private final FlowQueues queues =
      new FlowQueues(ByteBufAllocator.DEFAULT, budget.share(), 500, fallen::add);
  private final Backlog backlog = new Backlog(channel.eventLoop(), heartbeat, queues, true);

  @AfterEach
  void close() {
    backlog.end();
    channel.finishAndReleaseAll();
  }

  /** A datagram that expects a reply, as its flags say after two bytes of padding. */
  private static ByteBuf request(int number) {
    return bytes().u16(0).u8(0x87).u16(number).toBuffer();
  }

  private static ByteBuf event(int number) {
    return bytes().u16(0).u8(0x07).u16(number).toBuffer();
  }

  /** What waits in words, such as {@code 2:7} for flow and number. */
  private List<String> take() {
    ByteBuf taken = Unpooled.buffer();
    backlog.moveTo(taken, 1 << 20);
    List<String> words = new ArrayList<>();
    while (taken.isReadable()) {
      ByteBuf frame = taken.readSlice(taken.readUnsignedShort());
      if (DataFrame.kind(frame) != DataFrame.TIME_MARK_KIND) {
        words.add(frame.getUnsignedShort(1) + ":" + frame.getUnsignedShort(6));
      }
    }
    return words;
  }

  @Test
  void aRequestThatIsRepeatedLeavesOnce() {
    backlog.hold(1, request(7));
    backlog.hold(1, request(8));

    assertThat(backlog.hold(1, request(7))).isEqualTo(DropReason.COALESCED);

    assertThat(take()).containsExactly("1:8", "1:7");
  }

  @Test
  void aRequestThatIsMerelySimilarLeavesToo() {
    backlog.hold(1, request(7));

    assertThat(backlog.hold(2, request(7))).isNull();
    assertThat(backlog.hold(1, request(8))).isNull();
    assertThat(backlog.hold(1, bytes().u16(0).u8(0x87).u16(7).u8(0).toBuffer())).isNull();

    assertThat(take()).hasSize(4);
  }

  @Test
  void whatExpectsNoReplyMayBeMeantTwice() {
    assertThat(backlog.hold(1, event(7))).isNull();
    assertThat(backlog.hold(1, event(7))).isNull();

    assertThat(take()).containsExactly("1:7", "1:7");
  }

  @Test
  void aRepetitionWithoutMemoryDoesNotTakeTheFirstWithItUncounted() {
    backlog.hold(1, request(7));
    room.set(0);

    assertThat(backlog.hold(1, request(7))).isEqualTo(DropReason.COALESCED);

    assertThat(take()).containsExactly("1:7");
    assertThat(fallen).isEmpty();
  }

  @Test
  void aFirstThatFallsForTheMemoryOfItsRepetitionIsCounted() {
    ByteBuf large = bytes().u16(0).u8(0x87).u16(7).times(1_400, 1).toBuffer();
    backlog.hold(1, large);
    room.set(0);

    assertThat(backlog.hold(1, large)).isEqualTo(DropReason.TUNNEL_FULL);

    assertThat(fallen).containsExactly(new Unsent(DropReason.TUNNEL_FULL, 1, 1_405));
    assertThat(backlog.isEmpty()).isTrue();
  }

  @Test
  void whatWaitsAtTheEndIsToldToHaveFallen() {
    backlog.hold(1, request(7));
    backlog.hold(2, request(8));

    backlog.end();

    assertThat(fallen).containsExactly(new Unsent(DropReason.TUNNEL_DOWN, 2, 10));
    assertThat(backlog.isEmpty()).isTrue();
  }
}
