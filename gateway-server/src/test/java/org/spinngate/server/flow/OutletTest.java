package org.spinngate.server.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.budget.ByteBudget;
import org.spinngate.server.testing.MemorySocket;
import org.spinngate.server.testing.TestLoop;

/**
 * With a network that takes much, little or nothing: in order, each once, in time, and all
 * accounted for.
 */
@ExtendWith(LeakExtension.class)
class OutletTest {
  private static final long STALE_NANOS = Duration.ofMillis(500).toNanos();

  private boolean tenure = true;
  private final TestLoop time = new TestLoop();
  private final ByteBudget budget = new ByteBudget(() -> 100_000, () -> 100_000);
  private final List<Unsent> fallen = new ArrayList<>();
  private final List<Long> offeredAt = new ArrayList<>();
  private MemorySocket socket = socket();
  private final List<MemorySocket> sockets = new ArrayList<>(List.of(socket));
  private final Outlet outlet =
      new Outlet(
          socket,
          () -> tenure,
          new WaitingDatagrams.Terms(budget.of("alice"), Timing.of(time::nanoTime), true),
          fallen::add);
  private long offeredBytes;

  private MemorySocket socket() {
    MemorySocket fresh = new MemorySocket(this::leaves);
    Outlet.prepare(fresh);
    fresh.pipeline().addLast(new ErrorsOfEmptiedBuffers());
    time.loop().register(fresh);
    return fresh;
  }

  /** The time at which a datagram leaves. */
  private long leaves() {
    assertThat(tenure).isTrue();
    return time.nanoTime();
  }

  private void offer(Random random) {
    int bytes = 4 + random.nextInt(1469);
    ByteBuf datagram = Unpooled.buffer(bytes).writeInt(offeredAt.size()).writeZero(bytes - 4);
    offeredAt.add(time.nanoTime());
    offeredBytes += bytes;
    outlet.write(datagram);
  }

  private void something(Random random) {
    switch (random.nextInt(13)) {
      case 0 -> socket.takes(0);
      case 1 -> socket.takes(1 + random.nextInt(20));
      case 2 -> socket.takes(Integer.MAX_VALUE);
      case 3 -> time.pass(Duration.ofMillis(random.nextInt(900)));
      case 4 -> outlet.writeUncounted(Unpooled.wrappedBuffer(new byte[] {1, 2}));
      case 5 -> move(random);
      case 6, 7 -> outlet.flush();
      case 8 -> tenure = random.nextInt(3) > 0;
      default -> {
        for (int i = random.nextInt(30); i >= 0; i--) {
          offer(random);
        }
        outlet.flush();
      }
    }
  }

  /** Another socket takes the place of the one before, as when an address changes. */
  private void move(Random random) {
    MemorySocket next = socket();
    next.takes(random.nextBoolean() ? Integer.MAX_VALUE : 0);
    outlet.use(next);
    socket.close();
    socket = next;
    sockets.add(next);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void offeredIsDeliveredOrDroppedForAReasonOnceAndInOrderAndNeverLate(long seed) {
    Random random = new Random(seed);
    for (int step = 0; step < 400; step++) {
      something(random);
      assertThat(budget.taken()).isBetween(0L, 100_000L);
      assertThat(socket.pendingBytes()).isLessThan(2L * Outlet.MOST_AT_ONCE);
    }
    outlet.close();

    List<Integer> delivered = new ArrayList<>();
    long deliveredBytes = 0;
    for (MemorySocket each : sockets) {
      for (MemorySocket.Sent sent : each.sent()) {
        if (sent.bytes().length > 2) {
          int number = Unpooled.wrappedBuffer(sent.bytes()).readInt();
          delivered.add(number);
          deliveredBytes += sent.bytes().length;
          assertThat(sent.nanos() - offeredAt.get(number)).isLessThan(STALE_NANOS);
        }
      }
    }
    assertThat(delivered).isSorted().doesNotHaveDuplicates();
    int dropped = fallen.stream().mapToInt(Unsent::datagrams).sum();
    long droppedBytes = fallen.stream().mapToLong(Unsent::bytes).sum();
    assertThat(delivered.size() + dropped).isEqualTo(offeredAt.size());
    assertThat(deliveredBytes + droppedBytes).isEqualTo(offeredBytes);
    assertThat(fallen)
        .extracting(Unsent::reason)
        .contains(DropReason.STALE, DropReason.LEASE_UNSURE);
    assertThat(budget.taken()).isZero();
    assertThat(budget.accounts()).isZero();
    sockets.forEach(each -> each.close());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 300, 1472})
  void whatTheNetworkTakesPartOfIsNeverSentTwice(int bytes) {
    socket.takes(7);
    for (int i = 0; i < 20; i++) {
      outlet.write(Unpooled.buffer(bytes).writeZero(bytes));
    }
    outlet.flush();
    assertThat(socket.sent()).hasSize(7);

    for (int more = 1; more <= 13; more++) {
      socket.takes(1);
      time.run();
      socket.takes(1);
      time.run();
    }

    assertThat(socket.sent()).hasSize(20);
    outlet.close();
    socket.close();
  }

  /** A socket that is closed has an error for each of them, which concern no datagram. */
  private static final class ErrorsOfEmptiedBuffers extends ChannelInboundHandlerAdapter {
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      assertThat(cause).isInstanceOf(ClosedChannelException.class);
    }
  }
}
