package org.spinngate.protocol.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator.ExtendedHandle;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.UncheckedBooleanSupplier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;

/** A socket plays so many waiting datagrams, and shows for how many it is asked each time. */
@ExtendWith(LeakExtension.class)
class DatagramReadsTest {
  private static final int BYTES = 100;

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final ExtendedHandle reads = new DatagramReads(BYTES).newHandle();
  private int waiting;

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  /** As a channel reads, until nothing is left or the pass is over. */
  private List<Integer> pass(int came) {
    waiting += came;
    List<Integer> asked = new ArrayList<>();
    reads.reset(channel.config());
    do {
      ByteBuf buffer = reads.allocate(ByteBufAllocator.DEFAULT);
      int room = buffer.writableBytes() / BYTES;
      buffer.release();
      asked.add(room);
      int got = Math.min(room, waiting);
      waiting -= got;
      reads.attemptedBytesRead(room * BYTES);
      reads.lastBytesRead(got == 0 ? -1 : got * 30);
      if (got == 0) {
        break;
      }
      reads.incMessagesRead(got);
    } while (reads.continueReading(UncheckedBooleanSupplier.TRUE_SUPPLIER));
    reads.readComplete();
    return asked;
  }

  @Test
  void singleDatagramsAreReadOneByOne() {
    assertThat(pass(1)).containsExactly(1, 1);
    assertThat(pass(1)).containsExactly(1, 1);
    assertThat(pass(3)).containsExactly(1, 1, 1, 1);
  }

  @Test
  void aSocketThatHadSeveralIsAskedForManyAtOnce() {
    assertThat(pass(4)).as("from the fourth on").containsExactly(1, 1, 1, 1, 16);
    assertThat(pass(7)).as("nobody asks whether there are more").containsExactly(16);
    assertThat(pass(20)).containsExactly(16, 16);
  }

  @Test
  void aSocketThatBecameSlowIsReadOneByOneAgain() {
    pass(30);

    assertThat(pass(1)).containsExactly(16);
    assertThat(pass(1)).containsExactly(1, 1);
  }

  @Test
  void aFloodLeavesTheOthersTheirTurn() {
    pass(1_000);
    int left = waiting;

    assertThat(pass(0)).containsExactly(16, 16, 16, 16);

    assertThat(waiting).isEqualTo(left - 64);
  }

  @Test
  void whatMayNotBeReadIsNotRead() {
    channel.config().setAutoRead(false);

    assertThat(pass(10)).containsExactly(1);
  }
}
