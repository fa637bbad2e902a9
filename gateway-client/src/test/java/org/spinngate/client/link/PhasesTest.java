package org.spinngate.client.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.client.config.SettingsException;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.dial.IdentityCheck;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Pong;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Waiting;
import org.spinngate.protocol.Welcome;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Samples;

@ExtendWith(LeakExtension.class)
class PhasesTest {
  private final Conversation server;

  PhasesTest() throws SettingsException {
    server = Conversation.forBoard(IdentityCheck.of(Conversation.ACCESS.trust()));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void nothingIsSaidBeforeTheServerHasProvedItsIdentity() {
    assertThat(server.channel().<Object>readOutbound()).isNull();
  }

  @Test
  void helloThenOpenThenDatagrams() {
    server.tlsIsUp();
    assertThat(server.sent()).isEqualTo(Hello.of("alice", "secret", "gateway-client 1"));

    server.receive(new Welcome(1, "gateway-server 1", 1_000, 5_000));
    assertThat(server.sent()).isEqualTo(Conversation.WISH);

    server.receive(new Waiting(2, Optional.of(Conversation.HOLDER)));
    server.receive(Samples.opened(1, "spin5-03", 32));
    ByteBuf frames = server.channel().alloc().buffer();
    DataFrame.writeScp(frames, 3, Unpooled.wrappedBuffer(new byte[26]));
    DataFrame.writeBoot(frames, 4, 0, Unpooled.wrappedBuffer(new byte[9]));
    server.channel().writeInbound(frames);

    assertThat(server.heard()).containsExactly("connected", "waiting 2", "opened spin5-03");
    assertThat(server.applications())
        .containsExactly("attach 32", "flush", "SCP 3 26", "BOOT 4 9", "flush");
    assertThat(server.endings()).isEmpty();
  }

  @Test
  void wordsForTheUserReachTheUser() {
    server.opened();

    server.receive(new Notice("soon over"));
    server.receive(new BootReport(BootReport.State.COMPLETE, 32, 32, 410, ""));

    assertThat(server.heard()).contains("notice soon over", "boot COMPLETE");
  }

  @Test
  void aPingIsAnsweredOnceWelcome() {
    server.welcome();
    server.sent();
    server.sent();

    server.receive(new Ping(42));

    assertThat(server.sent()).isEqualTo(new Pong(42));
  }

  @Test
  void aServerThatNeverAnswersTheGreetingIsGivenUp() {
    server.tlsIsUp();

    server.channel().advanceTimeBy(5, TimeUnit.SECONDS);
    server.channel().runScheduledPendingTasks();

    assertThat(server.endings()).singleElement().isInstanceOf(Ending.Unreachable.class);
    assertThat(server.channel().isOpen()).isFalse();
  }

  @Test
  void theGreetingsDeadlineEndsWithTheGreeting() {
    server.welcome();

    server.channel().advanceTimeBy(6, TimeUnit.SECONDS);
    server.channel().runScheduledPendingTasks();

    assertThat(server.endings()).isEmpty();
  }

  @Test
  void refusalsEndTheConnectionInEveryPhase() {
    server.welcome();

    server.receive(new Refused(CloseCause.BOARD_BUSY, "in use", Optional.of(Conversation.HOLDER)));

    assertThat(server.endings())
        .containsExactly(
            new Ending.Caused(CloseCause.BOARD_BUSY, "in use", Optional.of(Conversation.HOLDER)));
    assertThat(server.channel().isOpen()).isFalse();
  }

  @Test
  void scpThatIsLateIsToldToTheApplicationsAsDropped() {
    server.opened();
    ByteBuf frames = server.channel().alloc().buffer();
    DataFrame.writeTimeMark(frames, 1_000);
    DataFrame.writeScp(frames, 3, Unpooled.wrappedBuffer(new byte[26]));
    DataFrame.writeTimeMark(frames, 499);
    DataFrame.writeScp(frames, 3, Unpooled.wrappedBuffer(new byte[27]));

    server.channel().writeInbound(frames);

    assertThat(server.applications()).endsWith("SCP 3 26", "dropped stale", "flush");
  }

  @Test
  void aRefusedLoginHasItsCause() {
    server.tlsIsUp();

    server.receive(Refused.because(CloseCause.LOGIN_REFUSED));

    assertThat(server.endings().get(0)).isEqualTo(Ending.of(CloseCause.LOGIN_REFUSED));
  }

  @Test
  void byeEndsTheSessionWithTheServersWords() {
    server.opened();

    server.receive(new Bye(CloseCause.KICKED, "maintenance"));

    assertThat(server.endings())
        .containsExactly(new Ending.Caused(CloseCause.KICKED, "maintenance", Optional.empty()));
    assertThat(server.applications()).last().isEqualTo("detach");
  }

  @Test
  void theFirstReasonIsTheReason() {
    server.opened();
    ByteBuf frames = server.channel().alloc().buffer();
    new Bye(CloseCause.IDLE, "").writeFrame(frames);
    new Bye(CloseCause.KICKED, "").writeFrame(frames);
    frames.writeShort(0);

    server.channel().writeInbound(frames);

    assertThat(server.endings()).containsExactly(Ending.of(CloseCause.IDLE));
  }

  @Test
  void aResumptionThatNobodyAskedForIsAViolation() {
    server.tlsIsUp();
    server.receive(new Welcome(1, "gateway-server 1", 1_000, 5_000));

    server.receive(FakeCall.RESUMED);

    assertThat(server.endings()).singleElement().asString().contains("VIOLATION");
    assertThat(server.applications()).noneMatch(call -> call.startsWith("attach"));
  }

  @Test
  void nothingThatFollowsAViolationIsLookedAt() {
    server.opened();
    ByteBuf frames = server.channel().alloc().buffer();
    Samples.opened(2, "x", 1).writeFrame(frames);
    DataFrame.writeScp(frames, 3, Unpooled.wrappedBuffer(new byte[26]));

    server.channel().writeInbound(frames);

    assertThat(server.endings())
        .singleElement()
        .isInstanceOfSatisfying(
            Ending.Caused.class,
            ending -> assertThat(ending.cause()).isEqualTo(CloseCause.VIOLATION));
    assertThat(server.applications()).noneMatch(call -> call.startsWith("SCP"));
  }

  static List<ControlMessage> messagesOutOfTurn() {
    return List.of(
        Samples.opened(1, "b", 1),
        new Waiting(1, Optional.empty()),
        new Boards(List.of(), false),
        new Ping(1),
        new Hello(1, 1, "a", "b", "c"),
        new Welcome(9, "future", 1_000, 5_000));
  }

  @ParameterizedTest
  @MethodSource("messagesOutOfTurn")
  void beforeTheWelcomeNothingElseIsUnderstood(ControlMessage message) {
    server.tlsIsUp();

    server.receive(message);

    assertThat(server.endings()).singleElement().asString().contains("VIOLATION");
  }

  @Test
  void aDatagramBeforeTheBoardIsOursIsAViolation() {
    server.welcome();
    ByteBuf frames = server.channel().alloc().buffer();
    DataFrame.writeScp(frames, 3, Unpooled.wrappedBuffer(new byte[26]));

    server.channel().writeInbound(frames);

    assertThat(server.endings()).singleElement().asString().contains("VIOLATION");
  }

  @Test
  void aConnectionThatEndsWithoutAWordIsLost() {
    server.opened();

    server.channel().close();

    assertThat(server.endings()).singleElement().asString().contains("LOST");
  }

  @Test
  void silenceBeyondTheDeadlineIsALostConnection() {
    server.opened();

    server.channel().pipeline().fireUserEventTriggered(CloseCause.LOST);

    assertThat(server.endings())
        .singleElement()
        .isInstanceOfSatisfying(
            Ending.Caused.class, ending -> assertThat(ending.cause()).isEqualTo(CloseCause.LOST))
        .asString()
        .contains("does not answer any more");
  }
}
