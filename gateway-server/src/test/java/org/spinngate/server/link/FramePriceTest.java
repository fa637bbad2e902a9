package org.spinngate.server.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.BootTaken;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Pong;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.LogCapture;

/** Who brings more frames than it may has to wait, and nobody else. */
@ExtendWith(LeakExtension.class)
class FramePriceTest {
  private final LogCapture log = new LogCapture("org.spinngate");
  private final LinkBench bench = new LinkBench();

  FramePriceTest() throws SSLException {}

  @AfterEach
  void close() {
    bench.close();
    log.close();
  }

  private static ByteBuf times(int number, ControlMessage message) {
    ByteBuf frames = Unpooled.buffer();
    for (int i = 0; i < number; i++) {
      message.writeFrame(frames);
    }
    return frames;
  }

  private static boolean isRead(Connection connection) {
    return connection.config().isAutoRead();
  }

  @Test
  void whoSaysNoMoreThanAClientNeedsIsReadAllTheTime() {
    Connection client = bench.connect().openBoard("alice", "spin5-01");

    client.sayBytes(times(500, new Ping(1)));
    bench.pass(Duration.ofSeconds(5));
    for (int i = 0; i < 50; i++) {
      client.sayBytes(times(20, new FlowClosed(Service.SCP, 1)));
      bench.pass(Duration.ofMillis(100));
    }

    assertThat(isRead(client)).isTrue();
    assertThat(log.lines("pauses")).isEmpty();
  }

  @Test
  void aFloodOfQuestionsIsAnsweredOnceForEachPassAndThenMustWait() {
    Connection client = bench.connect().logIn("alice");
    client.next();

    client.sayBytes(times(2_000, new Ping(1)).writeBytes(times(1, new Ping(2))));

    assertThat(client.next()).isEqualTo(new Pong(1));
    assertThat(client.isSilent()).isTrue();
    assertThat(isRead(client)).isFalse();
    assertThat(log.lines("pauses: more frames than its connection may send")).hasSize(1);
    bench.pass(Duration.ofSeconds(10));
    assertThat(isRead(client)).isTrue();
    ControlMessage last = client.next();
    while (!client.isSilent()) {
      last = client.next();
    }
    assertThat(last).as("nothing was lost").isEqualTo(new Pong(2));
  }

  @Test
  void whoHasToWaitIsNotTakenForLost() {
    Connection client = bench.connect().openBoard("alice", "spin5-01");
    client.sendScp(1, Unpooled.buffer().writeZero(26));
    client.sayBytes(times(12_000, new Ping(1)));

    bench.pass(Duration.ofSeconds(50));

    assertThat(isRead(client)).isFalse();
    assertThat(client.isOpen()).isTrue();
  }

  @Test
  void aGoodbyeAfterTheFloodIsHeardWhenTheConnectionEnds() {
    Connection client = bench.connect().openBoard("alice", "spin5-01");
    client.sayBytes(times(2_000, new Ping(1)));
    client.say(new Bye(CloseCause.RELEASED, ""));
    assertThat(bench.sessions().count()).isEqualTo(1);

    client.close();

    assertThat(bench.sessions().count()).isZero();
  }

  @Test
  void bootDatagramsBeyondWhatABootNeedsHaveToWaitAndAreToldTogether() {
    Connection client = bench.connect().openBoard("alice", "spin5-01");
    ByteBuf frames = Unpooled.buffer();
    for (int i = 0; i < 2_000; i++) {
      DataFrame.writeBoot(frames, 1, 0, Unpooled.buffer().writeZero(1));
    }

    client.sayBytes(frames);

    assertThat(isRead(client)).isFalse();
    BootTaken taken = client.next(BootTaken.class);
    assertThat(taken.count()).isGreaterThan(500).isLessThan(1_000);
    assertThat(client.isSilent()).isTrue();
  }

  @Test
  void whoAsksForTheBoardsAgainAndAgainHasToWait() {
    Connection client = bench.connect().logIn("alice");
    client.next();

    client.sayBytes(times(1_000, new ListBoards()));

    int answers = 0;
    while (!client.isSilent()) {
      client.next(Boards.class);
      answers++;
    }
    assertThat(answers).isLessThan(100);
    assertThat(isRead(client)).isFalse();
  }

  @Test
  void whatAskedForTheBoardsWithoutPayingAndIsGoneIsNoMoreWork() {
    AtomicInteger made = new AtomicInteger();
    OpenHandler.BoardLists lists =
        new OpenHandler.BoardLists(
            () -> {
              made.incrementAndGet();
              return Boards.pages(List.of());
            });
    Connection gone = bench.connect();
    gone.close();

    for (int i = 0; i < 1_000; i++) {
      lists.ask(gone);
    }

    assertThat(made).hasValue(0);
  }

  @Test
  void forWhoNeverReadsFewAnswersWaitWhateverItAsksFor() {
    Connection client = bench.connect().logIn("alice");
    client.next();
    Stuck stuck = new Stuck();
    client.pipeline().addFirst(stuck);

    for (int i = 0; i < 100; i++) {
      client.sayBytes(times(1, new Ping(i))).sayBytes(times(1, new ListBoards()));
    }
    bench.pass(Duration.ofSeconds(29));

    assertThat(client.isOpen()).isTrue();
    assertThat(stuck.written).as("a list, a question and an answer").hasSize(3);
    client.pipeline().remove(stuck);
    stuck.release();
  }

  @Test
  void applicationsThatComeAndGoAreBounded() {
    Connection client = bench.connect().openBoard("alice", "spin5-01");

    for (int i = 0; i < 300; i++) {
      client.sendScp(1, Unpooled.buffer().writeZero(26)).say(new FlowClosed(Service.SCP, 1));
    }

    assertThat(bench.socket(127).sent()).hasSize(1);
    client.say(new Bye(CloseCause.RELEASED, ""));
    assertThat(log.lines("172 over-budget")).hasSize(1);
  }

  @Test
  void theConnectionsOfOneUserPayTogetherAndOthersDoNot() throws SSLException {
    LinkBench small = LinkBench.withConnectionsPerUser(4);
    for (int i = 0; i < 4; i++) {
      small.connect().logIn("alice").sayBytes(times(500, new Ping(1)));
    }

    Connection late = small.connect().logIn("alice");
    Connection other = small.connect().logIn("bob").sayBytes(times(500, new Ping(1)));

    assertThat(isRead(late)).isFalse();
    assertThat(isRead(other)).isTrue();
    assertThat(log.lines("more frames than its user may send")).isNotEmpty();
    small.close();
  }

  @Test
  void aConnectionThatEndsAfterAFloodDoesNotKeepItsUserAwayForLong() throws SSLException {
    LinkBench small = LinkBench.withConnectionsPerUser(4);
    Connection flooding = small.connect().logIn("alice").sayBytes(times(11_000, new Ping(1)));
    flooding.close();

    Connection late = small.connect().logIn("alice");
    small.pass(Duration.ofSeconds(2));

    assertThat(isRead(late)).isTrue();
    assertThat(log.lines("pauses")).hasSize(1);
    small.close();
  }

  /** A network that takes nothing. */
  private static final class Stuck extends ChannelOutboundHandlerAdapter {
    private final List<Object> written = new ArrayList<>();

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      written.add(message);
    }

    void release() {
      written.forEach(ReferenceCountUtil::release);
    }
  }
}
