package org.spinngate.client.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.client.config.Credential;
import org.spinngate.client.config.ServerAccess;
import org.spinngate.client.config.ServerAddress;
import org.spinngate.client.config.Trust;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Pong;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Waiting;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.stream.Heartbeat;
import org.spinngate.protocol.testing.LeakExtension;

@ExtendWith(LeakExtension.class)
class PhasesTest {
  private static final ServerAccess ACCESS =
      new ServerAccess(
          new ServerAddress("gateway.test", 17894),
          new Credential("alice", "secret"),
          new Trust.JavaDefault());
  private static final Open WISH = new Open("spin5-03", 7);
  private static final Holder HOLDER =
      new Holder("bob", Instant.ofEpochSecond(1_000), Duration.ofSeconds(3));

  private final RecordingApplications applications = new RecordingApplications();
  private final RecordingCaller caller = new RecordingCaller();
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private boolean boardsWanted;

  @BeforeEach
  void aConnectionThroughTheRealInitializer() throws Exception {
    channel.freezeTime();
    SslContext unused = Identity.check(ACCESS.trust());
    new TunnelInitializer(unused, ACCESS, "gateway-client 1", caller, () -> 0)
        .addPlain(channel.pipeline());
  }

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private void tlsIsUp() {
    channel.pipeline().fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
  }

  private void welcome() {
    tlsIsUp();
    receive(new Welcome(1, "gateway-server 1", 1_000, 5_000));
  }

  private void opened() {
    welcome();
    receive(new Opened(1, "spin5-03", false, 32));
  }

  private void receive(ControlMessage message) {
    ByteBuf frame = channel.alloc().buffer();
    message.writeFrame(frame);
    channel.writeInbound(frame);
  }

  /** The next message that was sent, leaving out heartbeats. */
  private ControlMessage sent() {
    ControlMessage message;
    do {
      ByteBuf frame = channel.readOutbound();
      if (frame == null) {
        return null;
      }
      frame.skipBytes(2);
      message = ControlMessage.read(frame);
      frame.release();
    } while (message instanceof Ping);
    return message;
  }

  @Test
  void nothingIsSaidBeforeTheServerHasProvedItsIdentity() {
    assertThat(channel.<Object>readOutbound()).isNull();
  }

  @Test
  void helloThenOpenThenDatagrams() {
    tlsIsUp();
    assertThat(sent()).isEqualTo(Hello.of("alice", "secret", "gateway-client 1"));

    receive(new Welcome(1, "gateway-server 1", 1_000, 5_000));
    assertThat(sent()).isEqualTo(WISH);

    receive(new Waiting(2, Optional.of(HOLDER)));
    receive(new Opened(1, "spin5-03", false, 32));
    ByteBuf frames = channel.alloc().buffer();
    DataFrame.writeScp(frames, 3, Unpooled.wrappedBuffer(new byte[26]));
    DataFrame.writeBoot(frames, 4, 0, Unpooled.wrappedBuffer(new byte[9]));
    channel.writeInbound(frames);

    assertThat(caller.heard).containsExactly("waiting 2", "opened spin5-03");
    assertThat(applications.calls())
        .containsExactly("attach 32", "flush", "SCP 3 26", "BOOT 4 9", "flush");
    assertThat(caller.endings).isEmpty();
  }

  @Test
  void wordsForTheUserReachTheUser() {
    opened();

    receive(new Notice("soon over"));
    receive(new BootReport(BootReport.State.COMPLETE, 32, 32, 410, ""));

    assertThat(caller.heard).contains("notice soon over", "boot COMPLETE");
  }

  @Test
  void aPingIsAnsweredOnceWelcome() {
    welcome();
    sent();
    sent();

    receive(new Ping(42));

    assertThat(sent()).isEqualTo(new Pong(42));
  }

  @Test
  void aServerThatNeverAnswersTheGreetingIsGivenUp() {
    tlsIsUp();

    channel.advanceTimeBy(5, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();

    assertThat(caller.endings).singleElement().isInstanceOf(Ending.Unreachable.class);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void theGreetingsDeadlineEndsWithTheGreeting() {
    welcome();

    channel.advanceTimeBy(6, TimeUnit.SECONDS);
    channel.runScheduledPendingTasks();

    assertThat(caller.endings).isEmpty();
  }

  @Test
  void refusalsEndTheConnectionInEveryPhase() {
    welcome();

    receive(new Refused(CloseCause.BOARD_BUSY, "in use", Optional.of(HOLDER)));

    assertThat(caller.endings)
        .containsExactly(new Ending.Caused(CloseCause.BOARD_BUSY, "in use", Optional.of(HOLDER)));
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void aRefusedLoginHasItsCause() {
    tlsIsUp();

    receive(Refused.because(CloseCause.LOGIN_REFUSED));

    assertThat(caller.endings.get(0)).isEqualTo(Ending.of(CloseCause.LOGIN_REFUSED));
  }

  @Test
  void byeEndsTheSessionWithTheServersWords() {
    opened();

    receive(new Bye(CloseCause.KICKED, "maintenance"));

    assertThat(caller.endings)
        .containsExactly(new Ending.Caused(CloseCause.KICKED, "maintenance", Optional.empty()));
    assertThat(applications.calls()).last().isEqualTo("detach");
  }

  @Test
  void theFirstReasonIsTheReason() {
    opened();
    ByteBuf frames = channel.alloc().buffer();
    new Bye(CloseCause.IDLE, "").writeFrame(frames);
    new Bye(CloseCause.KICKED, "").writeFrame(frames);
    frames.writeShort(0);

    channel.writeInbound(frames);

    assertThat(caller.endings).containsExactly(Ending.of(CloseCause.IDLE));
  }

  @Test
  void nothingThatFollowsAViolationIsLookedAt() {
    opened();
    ByteBuf frames = channel.alloc().buffer();
    new Opened(2, "x", false, 1).writeFrame(frames);
    DataFrame.writeScp(frames, 3, Unpooled.wrappedBuffer(new byte[26]));

    channel.writeInbound(frames);

    assertThat(caller.endings)
        .singleElement()
        .isInstanceOfSatisfying(
            Ending.Caused.class,
            ending -> assertThat(ending.cause()).isEqualTo(CloseCause.VIOLATION));
    assertThat(applications.calls()).noneMatch(call -> call.startsWith("SCP"));
  }

  static List<ControlMessage> messagesOutOfTurn() {
    return List.of(
        new Opened(1, "b", false, 1),
        new Waiting(1, Optional.empty()),
        new Boards(List.of(), false),
        new Ping(1),
        new Hello(1, 1, "a", "b", "c"),
        new Welcome(9, "future", 1_000, 5_000));
  }

  @ParameterizedTest
  @MethodSource("messagesOutOfTurn")
  void beforeTheWelcomeNothingElseIsUnderstood(ControlMessage message) {
    tlsIsUp();

    receive(message);

    assertThat(caller.endings).singleElement().asString().contains("VIOLATION");
  }

  @Test
  void aDatagramBeforeTheBoardIsOursIsAViolation() {
    welcome();
    ByteBuf frames = channel.alloc().buffer();
    DataFrame.writeScp(frames, 3, Unpooled.wrappedBuffer(new byte[26]));

    channel.writeInbound(frames);

    assertThat(caller.endings).singleElement().asString().contains("VIOLATION");
  }

  @Test
  void aConnectionThatEndsWithoutAWordIsLost() {
    opened();

    channel.close();

    assertThat(caller.endings).singleElement().asString().contains("LOST");
  }

  @Test
  void silenceBeyondTheDeadlineIsALostConnection() {
    opened();

    channel.pipeline().fireUserEventTriggered(CloseCause.LOST);

    assertThat(caller.endings).containsExactly(Ending.of(CloseCause.LOST));
  }

  @Test
  void allPagesOfBoardsAreOneAnswer() {
    boardsWanted = true;
    welcome();
    sent();
    assertThat(sent()).isEqualTo(new ListBoards());

    receive(new Boards(List.of(new Boards.Entry("a", false, Optional.empty(), 0, "")), true));
    assertThat(caller.boards).isEmpty();
    receive(new Boards(List.of(new Boards.Entry("b", true, Optional.of(HOLDER), 2, "")), false));

    assertThat(caller.boards).extracting(Boards.Entry::name).containsExactly("a", "b");
    assertThat(sent()).isEqualTo(new Bye(CloseCause.RELEASED, ""));
  }

  @Test
  void aListOfBoardsWithoutEndIsAViolation() {
    boardsWanted = true;
    welcome();

    receive(new Boards(List.of(), true));

    assertThat(caller.endings).singleElement().asString().contains("VIOLATION");
  }

  @Test
  void bytesOfAHostileServerNeverDoMoreThanEndTheConnection() throws Exception {
    SplittableRandom random = new SplittableRandom(42);
    for (int round = 0; round < 20_000; round++) {
      RecordingCaller stranger = new RecordingCaller();
      EmbeddedChannel victim = new EmbeddedChannel();
      new TunnelInitializer(Identity.check(ACCESS.trust()), ACCESS, "c", stranger, () -> 0)
          .addPlain(victim.pipeline());
      victim.pipeline().fireUserEventTriggered(SslHandshakeCompletionEvent.SUCCESS);
      for (int i = 0; i < 4 && victim.isOpen(); i++) {
        victim.writeInbound(hostile(random, i));
      }
      victim.close();

      victim.checkException();
      victim.finishAndReleaseAll();
      assertThat(stranger.endings).hasSize(1);
      assertThat(stranger.endings.get(0).toString()).doesNotContain("INTERNAL");
    }
  }

  /** Something well-formed, damaged or not, so that every phase is reached. */
  private static ByteBuf hostile(SplittableRandom random, int step) {
    ByteBuf bytes = Unpooled.buffer();
    int kind = random.nextInt(4);
    if (step == 0 && kind > 0) {
      new Welcome(1, "s", 1_000, 5_000).writeFrame(bytes);
    } else if (step == 1 && kind > 0) {
      new Opened(1, "b", false, 32).writeFrame(bytes);
    } else if (kind == 1) {
      DataFrame.writeBoot(bytes, random.nextInt(4), 0, Unpooled.wrappedBuffer(new byte[9]));
    } else {
      byte[] noise = new byte[random.nextInt(40)];
      random.nextBytes(noise);
      bytes.writeShort(noise.length + 1).writeByte(random.nextInt(0x42)).writeBytes(noise);
    }
    if (random.nextInt(3) == 0) {
      bytes.setByte(random.nextInt(bytes.readableBytes()), random.nextInt(256));
    }
    return bytes;
  }

  private final class RecordingCaller implements Caller, SessionCaller {
    private final List<String> heard = new ArrayList<>();
    private final List<Ending> endings = new ArrayList<>();
    private List<Boards.Entry> boards = List.of();

    @Override
    public void connected() {
      heard.add("connected");
    }

    @Override
    public ChannelHandler welcomed(Heartbeat heartbeat) {
      return boardsWanted
          ? new BoardsHandler(entries -> boards = entries)
          : new OpeningHandler(WISH, heartbeat, applications, this);
    }

    @Override
    public void waiting(Waiting waiting) {
      heard.add("waiting " + waiting.position());
    }

    @Override
    public void opened(Opened opened) {
      heard.add("opened " + opened.board());
    }

    @Override
    public void notice(String text) {
      heard.add("notice " + text);
    }

    @Override
    public void boot(BootReport report) {
      heard.add("boot " + report.state());
    }

    @Override
    public void ended(Ending ending) {
      endings.add(ending);
    }
  }
}
