package org.spinngate.client.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.spinngate.client.dial.Ending;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Pong;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.stream.Heartbeat;

class VisitHandlerTest {
  private final AtomicLong now = new AtomicLong();
  private final Timing timing = Timing.of(now::get);
  private final List<Visited.Inside> seen = new ArrayList<>();
  private final List<Object> events = new ArrayList<>();
  private final EmbeddedChannel channel = new EmbeddedChannel();

  VisitHandlerTest() {
    channel.freezeTime();
    Heartbeat heartbeat =
        Heartbeat.ofClient(Duration.ofSeconds(10), Duration.ofSeconds(60), timing);
    channel
        .pipeline()
        .addLast(heartbeat, new VisitHandler(heartbeat, timing, seen::add), new Events());
  }

  private final class Events extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      events.add(event);
    }
  }

  private static Boards page(String name, boolean more) {
    return new Boards(
        List.of(new Boards.Entry(name, false, Optional.empty(), 0, "", "unbooted")), more);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
    channel.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
    channel.runScheduledPendingTasks();
  }

  /** Answers every question after this time, until there are none. */
  private void answerAllAfter(Duration time) {
    for (Object sent = channel.readOutbound(); sent != null; sent = channel.readOutbound()) {
      if (sent instanceof Ping ping) {
        pass(time);
        channel.writeInbound(new Pong(ping.stamp()));
      }
      pass(Duration.ofMillis(200).minus(time));
    }
    pass(Duration.ofSeconds(1));
  }

  @Test
  void aVisitListsTheBoardsAndMeasuresTheStream() {
    assertThat(channel.<Object>readOutbound()).isInstanceOf(Ping.class);
    assertThat(channel.<Object>readOutbound()).isInstanceOf(ListBoards.class);

    channel.writeInbound(page("a", true), page("b", false));
    assertThat(seen).isEmpty();
    answerAllAfter(Duration.ofMillis(38));

    Visited.Inside inside = seen.get(0);
    assertThat(inside.boards()).extracting(Boards.Entry::name).containsExactly("a", "b");
    assertThat(inside.path().stream()).contains(Duration.ofMillis(38));
    assertThat(inside.path().largestPacket()).isEmpty();
    assertThat(seen).hasSize(1);
  }

  @Test
  void aRefusalInPlaceOfTheListEndsTheVisit() {
    Refused refused = Refused.because(CloseCause.STOPPING);

    channel.writeInbound(refused);

    assertThat(events).containsExactly(Ending.of(refused));
    assertThat(seen).isEmpty();
  }
}
