package org.spinngate.server.scp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpMessage;
import org.spinngate.server.testing.TestBudgets;
import org.spinngate.server.testing.TestLoop;

/** The requests of one flow at a board that can answer one at a time. */
@ExtendWith(LeakExtension.class)
class RequestQueueTest {
  private static final int READ = 2;

  private final TestLoop time = new TestLoop();
  private final FakeFlow flow = new FakeFlow();
  private final RequestQueue queue =
      new RequestQueue(
          time.loop(),
          new RequestWindow(1),
          flow,
          TestBudgets.endless().of("alice"),
          Timing.of(time::nanoTime));

  @AfterEach
  void close() {
    queue.close();
  }

  private boolean mayLeave(int sequence) {
    ByteBuf request = Unpooled.wrappedBuffer(ScpMessage.request(READ, sequence));
    boolean may = queue.mayLeave(request);
    assertThat(request.refCnt()).as("whether it is the caller's yet").isEqualTo(may ? 1 : 0);
    return may;
  }

  private void answer(int sequence) {
    queue.answered(Unpooled.wrappedBuffer(ScpMessage.request(ScpMessage.OK, sequence)));
    time.run();
  }

  private List<Integer> left() {
    return flow.left().stream().map(ScpMessage::sequence).toList();
  }

  @Test
  void whatMayLeaveAtOnceStaysTheFlows() {
    assertThat(mayLeave(1)).isTrue();

    assertThat(flow.left()).isEmpty();
  }

  @Test
  void whatHasWaitedIsHandedToTheFlowAndFlushed() {
    mayLeave(1);
    assertThat(mayLeave(2)).isFalse();

    time.pass(Duration.ofMillis(5));
    answer(1);

    assertThat(left()).containsExactly(2);
    assertThat(flow.answers()).containsExactly(Duration.ofMillis(5).toNanos());
  }

  @Test
  void theFlowIsToldWhyEachOneFalls() {
    mayLeave(1);
    mayLeave(2);
    mayLeave(2);
    time.pass(Duration.ofMillis(100));
    mayLeave(3);

    queue.close();

    assertThat(flow.drops())
        .containsExactly(DropReason.COALESCED, DropReason.WINDOW_FULL, DropReason.SESSION_ENDED);
    assertThat(left()).isEmpty();
  }

  @Test
  void aBoardThatIsNotThereFreesItsSlots() {
    mayLeave(1);
    mayLeave(2);

    queue.unreachable();
    time.run();

    assertThat(left()).containsExactly(2);
    assertThat(flow.answers()).isEmpty();
  }
}
