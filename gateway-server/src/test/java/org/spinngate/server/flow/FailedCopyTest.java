package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.buffer.UnpooledHeapByteBuf;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.boot.BootPackets;
import org.spinngate.server.budget.ByteBudget;
import org.spinngate.server.testing.MemorySocket;
import org.spinngate.server.testing.ScpMessage;

/** A datagram that should wait and for whose copy there is no memory is dropped alone. */
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

  private void assertDropped(FlowTable flows, ByteBuf datagram, DropReason reason) {
    assertThat(datagram.refCnt()).isZero();
    assertThat(alice.drops()).isEqualTo(Map.of(reason, 1));
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
    MemorySocket socket = bench.socket(0);
    socket.takes(0);
    flows.sendScp(1, FlowBench.datagram(300));
    flows.flush();
    ByteBuf datagram = uncopyable(FlowBench.datagram(300));

    flows.sendScp(1, datagram);

    socket.takes(Integer.MAX_VALUE);
    bench.time().run();
    assertThat(socket.sent()).hasSize(2);
    assertDropped(flows, datagram, DropReason.SEND_FAILED);
  }

  @Test
  void whenASocketTakesNothingAnyMoreAndLaterTakesAll() {
    FlowBench bench = FlowBench.usual();
    FlowTable flows = table(bench);
    flows.sendScp(1, FlowBench.datagram(300));
    flows.flush();
    MemorySocket socket = bench.socket(0);
    socket.takes(0);
    ByteBuf datagram = uncopyable(FlowBench.datagram(300));

    flows.sendScp(1, datagram);
    flows.sendScp(1, FlowBench.datagram(300));
    flows.flush();

    socket.takes(Integer.MAX_VALUE);
    bench.time().run();
    assertThat(socket.sent()).hasSize(2);
    assertDropped(flows, datagram, DropReason.SEND_FAILED);
  }

  @Test
  void behindRequestsInFlight() {
    FlowTable flows = table(FlowBench.withWindow(1));
    flows.sendScp(1, request(1));
    flows.flush();
    ByteBuf datagram = request(2);

    flows.sendScp(1, datagram);

    assertDropped(flows, datagram, DropReason.WINDOW_FULL);
  }

  @Test
  void inAQueueForBoots() {
    FlowTable flows = table(FlowBench.usual());
    flows.sendBoot(1, 0, BootPackets.start(30));
    ByteBuf datagram = uncopyable(BootPackets.block(1));

    flows.sendBoot(1, 0, datagram);

    assertDropped(flows, datagram, DropReason.BOOT_QUEUE_FULL);
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
