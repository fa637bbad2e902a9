package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.ScpMessage;

/** A datagram that should wait and for whose copy there is no memory takes nobody's place. */
@ExtendWith(LeakExtension.class)
class FailedCopyTest {
  private static final int READ = 2;

  private final ByteBudget budget = new ByteBudget(() -> 1 << 20, () -> 2 << 20);
  private final RecordingListener alice = new RecordingListener();

  private FlowTable table(FlowBench bench) {
    bench.allow(budget, budget);
    return bench.table("alice", alice);
  }

  private static ByteBuf uncopyable(ByteBuf content) {
    ByteBuf buffer = new Uncopyable(content.readableBytes());
    buffer.writeBytes(content);
    content.release();
    return buffer;
  }

  private static ByteBuf request(int sequence) {
    return uncopyable(Unpooled.wrappedBuffer(ScpMessage.request(READ, sequence)));
  }

  private void assertLeavesNothing(FlowTable flows, ByteBuf datagram, Runnable sending) {
    long before = budget.taken();

    assertThatThrownBy(sending::run).isInstanceOf(OutOfMemoryError.class);

    assertThat(datagram.refCnt()).isZero();
    assertThat(budget.taken()).isEqualTo(before);
    flows.closeAll();
  }

  @AfterEach
  void nothingIsTaken() {
    assertThat(budget.taken()).isZero();
    assertThat(budget.accounts()).isZero();
  }

  @Test
  void behindASocketThatTakesNothing() {
    FlowBench bench = FlowBench.usual();
    FlowTable flows = table(bench);
    flows.sendScp(1, FlowBench.datagram(300));
    flows.flush();
    bench.socket(0).takes(0);
    flows.sendScp(1, FlowBench.datagram(300));
    flows.flush();
    ByteBuf datagram = uncopyable(FlowBench.datagram(300));

    assertLeavesNothing(flows, datagram, () -> flows.sendScp(1, datagram));
  }

  @Test
  void behindRequestsInFlight() {
    FlowTable flows = table(FlowBench.withWindow(1));
    flows.sendScp(1, request(1));
    flows.flush();
    ByteBuf datagram = request(2);

    assertLeavesNothing(flows, datagram, () -> flows.sendScp(1, datagram));
  }

  @Test
  void inAQueueForBoots() {
    FlowTable flows = table(FlowBench.usual());
    flows.sendBoot(1, 0, BootPackets.start(30));
    ByteBuf datagram = uncopyable(BootPackets.block(1));

    assertLeavesNothing(flows, datagram, () -> flows.sendBoot(1, 0, datagram));
  }

  /** Direct memory is used up. */
  private static final class Uncopyable extends UnpooledHeapByteBuf {
    Uncopyable(int bytes) {
      super(UnpooledByteBufAllocator.DEFAULT, bytes, bytes);
    }

    @Override
    public ByteBuf copy(int index, int length) {
      throw new OutOfMemoryError("Cannot reserve direct buffer memory");
    }
  }
}
