package org.spinngate.client.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.TestLoop;

@ExtendWith(LeakExtension.class)
class WaitingRequestsTest {
  private final TestLoop loop = new TestLoop();
  private final List<String> told = new ArrayList<>();
  private boolean allowed;
  private final WaitingRequests waiting =
      new WaitingRequests(
          loop.loop(),
          loop::nanoTime,
          new WaitingRequests.Sender() {
            @Override
            public boolean sendIfAllowed(int flow, ByteBuf datagram) {
              if (allowed) {
                told.add("sent " + flow + " " + datagram.getByte(0));
              }
              return allowed;
            }

            @Override
            public void unsent(Unsent request) {
              assertThat(request.datagrams()).isEqualTo(1);
              told.add(request.reason().label());
            }
          });

  @AfterEach
  void nothingIsLeft() {
    waiting.dropAll();
  }

  private @Nullable DropReason offer(int flow, int content) {
    ByteBuf datagram = Unpooled.buffer(1).writeByte(content);
    try {
      return waiting.offer(flow, datagram);
    } finally {
      datagram.release();
    }
  }

  @Test
  void aRequestLeavesWhenItMay() {
    assertThat(offer(1, 7)).isNull();
    assertThat(offer(2, 8)).isNull();
    waiting.letGo();
    assertThat(told).isEmpty();

    allowed = true;
    waiting.letGo();

    assertThat(told).containsExactly("sent 1 7", "sent 2 8");
  }

  @Test
  void itLeavesAlsoWhenNobodySaysThatItMay() {
    offer(1, 7);
    allowed = true;
    loop.pass(Duration.ofMillis(60));

    assertThat(told).containsExactly("sent 1 7");
  }

  @Test
  void itIsGivenUpBeforeItsToolAsksAgain() {
    offer(1, 7);
    loop.pass(Duration.ofMillis(390));
    assertThat(told).isEmpty();

    loop.pass(Duration.ofMillis(100));

    assertThat(told).containsExactly("window-full");
  }

  @Test
  void aRepetitionIsNotKeptTwice() {
    offer(1, 7);

    assertThat(offer(1, 7)).isEqualTo(DropReason.COALESCED);
    assertThat(offer(2, 7)).isNull();
  }

  @Test
  void noMoreThanSoManyWait() {
    for (int flow = 1; flow <= 128; flow++) {
      assertThat(offer(flow, 7)).isNull();
    }

    assertThat(offer(129, 7)).isEqualTo(DropReason.WINDOW_FULL);
  }

  @Test
  void withoutAWayToTheBoardAllAreDropped() {
    offer(1, 7);
    offer(2, 7);
    waiting.dropAll();

    assertThat(told).containsExactly("tunnel-down", "tunnel-down");
  }
}
