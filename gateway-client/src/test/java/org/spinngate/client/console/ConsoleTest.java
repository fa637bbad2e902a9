package org.spinngate.client.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spinngate.client.dial.Ending;
import org.spinngate.client.link.LinkState;
import org.spinngate.client.local.TrafficSummary;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.BootReport.State;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.testing.Samples;

class ConsoleTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-04T15:00:00Z"), ZoneOffset.UTC);
  private static final HolderWords HOLDERS = new HolderWords(CLOCK);
  private static final Holder ALICE =
      new Holder("alice", Instant.parse("2026-03-04T14:02:00Z"), Duration.ofMinutes(3));
  private static final Opened SESSION = Samples.opened(0x7f3a91c2, "spin5-03", 32);
  private static final Ending RELEASED = Ending.of(CloseCause.RELEASED);
  private static final Ending LOST = Ending.of(CloseCause.LOST);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private long nanos;

  private Console console(boolean terminal) {
    return new Console(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        terminal,
        Runnable::run);
  }

  private SessionReport report(boolean terminal) {
    Console console = console(terminal);
    ReadyLine ready = new ReadyLine("127.0.0.1", 17893, 54321);
    return new SessionReport(
        console, "spin5-03", HOLDERS, opened -> console.result(ready.of(opened)), () -> nanos);
  }

  private static BootReport boot(State state, int sent, int millis, String text) {
    return new BootReport(state, sent, 32, millis, text);
  }

  @Test
  void theReadyLineIsTheContract() {
    report(false).changed(new LinkState.Up(SESSION));

    assertThat(out)
        .hasToString(
            "ready: board spin5-03 at 127.0.0.1 (SCP 17893, boot 54321), session 7f3a91c2, Ctrl-C"
                + " to release"
                + System.lineSeparator());
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void anOutageIsToldOnceAndItsEndToo() {
    SessionReport report = report(false);
    report.changed(new LinkState.Up(SESSION));

    report.changed(new LinkState.Waiting(1, Duration.ZERO, LOST));
    for (int i = 0; i < 5; i++) {
      report.changed(new LinkState.Waiting(2, Duration.ZERO, new Ending.Unreachable("no answer")));
    }
    nanos += Duration.ofMillis(3210).toNanos();
    report.changed(new LinkState.Up(SESSION));

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "the connection was lost; reconnecting, the local ports stay bound",
            "no answer; still trying",
            "connected again after 3.21 s");
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(2);
  }

  @Test
  void whoKeepsTheSessionNeedNotBeToldThatItIsReadyAgain() {
    SessionReport report = report(false);
    report.changed(new LinkState.Up(SESSION));
    Opened again =
        new Opened(
            SESSION.session(),
            SESSION.board(),
            SESSION.terms(),
            new Opened.Resumption(Samples.TOKEN, true, 0));

    report.changed(new LinkState.Waiting(1, Duration.ZERO, LOST));
    nanos += Duration.ofMillis(310).toNanos();
    report.changed(new LinkState.Up(again));

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .endsWith("connected again after 0.31 s, in the same session");
    assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  @Test
  void thePlaceInTheQueueIsToldWhenItChanges() {
    SessionReport report = report(false);

    report.changed(new LinkState.WaitingForBoard(2, Optional.of(ALICE)));
    report.changed(new LinkState.WaitingForBoard(2, Optional.of(ALICE)));
    report.changed(new LinkState.WaitingForBoard(1, Optional.empty()));

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "waiting for board spin5-03, place 2 in the queue; in use by alice since 14:02, idle 3"
                + " min",
            "waiting for board spin5-03, place 1 in the queue");
  }

  @Test
  void aBootIsToldWhenItIsOver() {
    SessionReport report = report(false);

    for (int sent = 0; sent < 32; sent++) {
      report.boot(boot(State.UNDER_WAY, sent, sent * 10, ""));
      nanos += Duration.ofMillis(10).toNanos();
    }
    report.boot(boot(State.COMPLETE, 32, 410, ""));

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("boot spin5-03: 32/32 packets in 0.41 s");
  }

  @Test
  void aSlowBootIsShownAboutOnceASecond() {
    SessionReport report = report(false);

    for (int sent = 0; sent < 32; sent++) {
      report.boot(boot(State.UNDER_WAY, sent, sent * 100, ""));
      nanos += Duration.ofMillis(100).toNanos();
    }
    report.boot(boot(State.INCOMPLETE, 31, 3100, "block 7 is missing"));

    assertThat(err.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "boot spin5-03: 10/32 packets",
            "boot spin5-03: 20/32 packets",
            "boot spin5-03: 30/32 packets",
            "boot spin5-03: incomplete, 31/32 packets in 3.10 s; block 7 is missing");
  }

  @Test
  void onATerminalProgressIsRewrittenInPlace() {
    SessionReport report = report(true);

    report.boot(boot(State.UNDER_WAY, 1, 0, ""));
    nanos += Duration.ofMillis(100).toNanos();
    report.boot(boot(State.UNDER_WAY, 10, 100, ""));
    report.boot(boot(State.COMPLETE, 32, 410, ""));

    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\rboot spin5-03: 10/32 packets\r"
                + " ".repeat(28)
                + "\rboot spin5-03: 32/32 packets in 0.41 s"
                + System.lineSeparator());
  }

  @Test
  void anotherBootGoesFirst() {
    report(false).boot(new BootReport(State.WAITING, 0, 0, 0, "bob is booting"));

    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("boot spin5-03: waiting for another boot of the same board; bob is booting");
  }

  @Test
  void wordsOfTheServerCannotCommandTheTerminal() {
    report(false).notice("\u001b[2Jcleared\u202e");

    assertThat(err.toString(StandardCharsets.UTF_8).strip())
        .isEqualTo("the server says: ?[2Jcleared?");
  }

  @Test
  void aBusyBoardSaysWhoHasItAndWhatHelps() {
    EndingWords words = new EndingWords(HOLDERS);
    Ending busy = new Ending.Caused(CloseCause.BOARD_BUSY, "in use", Optional.of(ALICE));

    assertThat(words.of(busy, "spin5-03", false))
        .isEqualTo(
            "board spin5-03 is in use by alice since 14:02, idle 3 min; add --wait to queue for"
                + " it");
    assertThat(words.of(busy, "spin5-03", true)).endsWith("; it did not become free in time");
  }

  @Test
  void otherEndsHaveTheServersWordsAndWhatHelps() {
    EndingWords words = new EndingWords(HOLDERS);

    assertThat(words.of(Ending.of(CloseCause.LOGIN_REFUSED), "b", false)).contains("--token-file");
    assertThat(words.of(Ending.of(CloseCause.BOARD_REFUSED), "b", false)).contains("boards");
    assertThat(words.of(new Ending.Unreachable("no \u0007"), "b", false)).isEqualTo("no ?");
  }

  @Test
  void anEndThatNobodyExplainedSaysWhatMayBeAndWhatHelps() {
    Ending cut = new Ending.Caused(CloseCause.LOST, "it was closed", Optional.empty(), "try again");

    assertThat(new EndingWords(HOLDERS).of(cut, "b", false)).isEqualTo("it was closed; try again");
  }

  @Test
  void aHolderOfAnotherDayHasADate() {
    Holder yesterday =
        new Holder("bob", Instant.parse("2026-03-03T09:00:00Z"), Duration.ofMinutes(125));

    assertThat(HOLDERS.of(yesterday)).isEqualTo("bob since 2026-03-03 09:00, idle 2 h 5 min");
  }

  @Test
  void theBoardTableReadsAtAGlance() {
    List<Boards.Entry> boards =
        List.of(
            new Boards.Entry("spin5-03", false, Optional.of(ALICE), 2, "rack 1", "in use"),
            new Boards.Entry("demo-1", true, Optional.empty(), 0, "", "booted SC&MP 4.0.0"));

    assertThat(new BoardListTable(HOLDERS).lines(boards))
        .containsExactly(
            "BOARD     ACCESS     STATE               HOLDER                         WAITING "
                + " COMMENT",
            "spin5-03  exclusive  in use              alice since 14:02, idle 3 min        2  rack"
                + " 1",
            "demo-1    shared     booted SC&MP 4.0.0  -                                    0");
  }

  @Test
  void theBoardsAsJsonAreEscaped() {
    List<Boards.Entry> boards =
        List.of(
            new Boards.Entry(
                "spin5-03", false, Optional.of(ALICE), 2, "a \"b\" \\ \u0001", "in use"),
            new Boards.Entry("demo-1", true, Optional.empty(), 0, "", "booted SC&MP 4.0.0"));

    assertThat(BoardListJson.of(boards))
        .isEqualTo(
            """
            [{"board": "spin5-03", "access": "exclusive", "state": "in use", "holder": \
            {"user": "alice", "since": "2026-03-04T14:02:00Z", "idle-seconds": 180}, \
            "waiting": 2, "comment": "a \\"b\\" \\\\ \\u0001"},
             {"board": "demo-1", "access": "shared", "state": "booted SC&MP 4.0.0", "holder": null, \
            "waiting": 0, "comment": ""}]\
            """);
    assertThat(BoardListJson.of(List.of())).isEqualTo("[]");
  }

  @Test
  void theLastLineSaysWhatItCameTo() {
    TrafficSummary traffic =
        new TrafficSummary(
            new TrafficSummary.Count(18_204, 4_600_000),
            new TrafficSummary.Count(812, 999),
            Map.of(DropReason.TUNNEL_DOWN, 1_210L, DropReason.OVERSIZE, 2L),
            0);

    assertThat(ClosingLine.of("spin5-03", Duration.ofSeconds(4327), traffic, RELEASED, true))
        .isEqualTo(
            "released spin5-03 after 01:12:07: 18,204 datagrams (4.6 MB) to the board, 812"
                + " datagrams (999 B) back, dropped 1,212 (oversize 2, tunnel-down 1,210)");
  }

  @Test
  void aBoardThatWasTakenAwayIsNotCalledReleased() {
    TrafficSummary.Count nothing = new TrafficSummary.Count(0, 0);
    TrafficSummary traffic = new TrafficSummary(nothing, nothing, Map.of(), 0);
    Ending kicked = new Ending.Caused(CloseCause.KICKED, "maintenance", Optional.empty());

    assertThat(ClosingLine.of("spin5-03", Duration.ofSeconds(61), traffic, kicked, true))
        .startsWith("ended spin5-03 after 00:01:01 (kicked): 0 datagrams");
  }

  @Test
  void aBoardThatTheServerWasNotToldOfIsNotCalledReleased() {
    TrafficSummary.Count nothing = new TrafficSummary.Count(0, 0);
    TrafficSummary traffic = new TrafficSummary(nothing, nothing, Map.of(), 0);

    assertThat(ClosingLine.of("spin5-03", Duration.ofSeconds(61), traffic, RELEASED, false))
        .startsWith(
            "left spin5-03 after 00:01:01 without a connection, so the server keeps it for a while:"
                + " 0 datagrams");
  }
}
