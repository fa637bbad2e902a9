package org.spinngate.protocol.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.spinngate.protocol.Boards;
import org.spinngate.protocol.BootReport;
import org.spinngate.protocol.BootTaken;
import org.spinngate.protocol.Bye;
import org.spinngate.protocol.CarrierChoice;
import org.spinngate.protocol.CloseCause;
import org.spinngate.protocol.ControlMessage;
import org.spinngate.protocol.DatagramsSent;
import org.spinngate.protocol.Elsewhere;
import org.spinngate.protocol.Extras;
import org.spinngate.protocol.FlowClosed;
import org.spinngate.protocol.GrowingMessage;
import org.spinngate.protocol.Hello;
import org.spinngate.protocol.Holder;
import org.spinngate.protocol.ListBoards;
import org.spinngate.protocol.Notice;
import org.spinngate.protocol.Open;
import org.spinngate.protocol.Opened;
import org.spinngate.protocol.Ping;
import org.spinngate.protocol.Pong;
import org.spinngate.protocol.Refused;
import org.spinngate.protocol.Reset;
import org.spinngate.protocol.ResetDone;
import org.spinngate.protocol.Resume;
import org.spinngate.protocol.ResumeToken;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.SealingKey;
import org.spinngate.protocol.Service;
import org.spinngate.protocol.Waiting;
import org.spinngate.protocol.Welcome;

/** At least one message of every kind, the usual ones and those at their limits. */
public final class Samples {
  /** Somebody who has had a board since 14:02. */
  public static final Holder BOB =
      new Holder("bob", Instant.parse("2026-01-01T14:02:00Z"), Duration.ofMinutes(3));

  private static final Holder LONGEST_HOLDER =
      new Holder(
          "u".repeat(64),
          Instant.parse("9999-12-31T23:59:59Z"),
          Duration.ofSeconds(Integer.MAX_VALUE));

  /** A resume token. */
  public static final ResumeToken TOKEN = new ResumeToken(0x0102030405060708L, 0x1112131415161718L);

  private Samples() {}

  /** An exclusive session that has just begun. */
  public static Opened opened(int session, String board, int flows) {
    return new Opened(
        session,
        board,
        new Opened.Terms(false, flows, true),
        new Opened.Resumption(TOKEN, false, 0));
  }

  /** The same session on another connection. */
  public static Opened resumed(int flows) {
    Opened first = opened(1, "spin5-03", flows);
    return new Opened(
        first.session(), first.board(), first.terms(), new Opened.Resumption(TOKEN, true, 0));
  }

  /** Keys that everybody may know. */
  public static final SealingKey TO_SERVER =
      new SealingKey(0x0001020304050607L, 0x08090A0B0C0D0E0FL, 0x10111213);

  /** Those of the other direction. */
  public static final SealingKey TO_CLIENT =
      new SealingKey(0x2021222324252627L, 0x28292A2B2C2D2E2FL, 0x30313233);

  /** Messages as they usually are. */
  public static List<ControlMessage> usual() {
    return List.of(
        new Hello(1, 1, "alice", "t0ken", "gateway-client 0.1"),
        new Welcome(1, "gateway-server 0.1", 2000, 6000),
        new Refused(CloseCause.BOARD_BUSY, "in use by bob", Optional.of(BOB)),
        Refused.because(CloseCause.LOGIN_REFUSED),
        new Open("spin5-03", 600),
        opened(0x7F3A91C2, "spin5-03", 32),
        new Resume(new Open("spin5-03", 600), 0x7F3A91C2, TOKEN, 1),
        new BootTaken(7, 32),
        new Waiting(2, Optional.of(BOB)),
        new Waiting(1, Optional.empty()),
        new ListBoards(),
        new Boards(
            List.of(
                new Boards.Entry("spin5-03", false, Optional.of(BOB), 2, "rack 1", "in use"),
                new Boards.Entry("demo-1", true, Optional.empty(), 0, "", "unbooted")),
            true),
        new FlowClosed(Service.BOOT, 7),
        new Ping(0x0102030405060708L),
        new Pong(-1),
        new Bye(CloseCause.RELEASED, "done"),
        new Notice("the session ends in 5 minutes: idle — ü"),
        new BootReport(BootReport.State.UNDER_WAY, 12, 32, 410, ""),
        new Sealing(0x5EA1ED01, TO_SERVER, TO_CLIENT),
        new CarrierChoice(true),
        new CarrierChoice(false),
        new Reset("spin5-03"),
        new ResetDone("board spin5-03 is power-cycled"),
        new Elsewhere("gw2.example.org:17894"),
        new DatagramsSent(30_000));
  }

  /** The usual messages that can grow, each with the same tail. */
  public static List<ControlMessage> grown(Extras extras) {
    return withTail(usual().stream(), extras).toList();
  }

  private static Stream<ControlMessage> withTail(Stream<ControlMessage> messages, Extras extras) {
    return messages
        .filter(GrowingMessage.class::isInstance)
        .map(message -> ((GrowingMessage) message).with(extras));
  }

  /** Messages whose every field is as large as it may be, without a tail and with the longest. */
  public static List<ControlMessage> largest() {
    Extras longest = Extras.of().plus(7, new byte[Extras.MAX_BYTES - 5]);
    List<ControlMessage> fields = largestFields();
    return Stream.concat(fields.stream(), withTail(fields.stream(), longest)).toList();
  }

  private static List<ControlMessage> largestFields() {
    String text = "t".repeat(512);
    Boards.Entry entry =
        new Boards.Entry(
            "b".repeat(64),
            true,
            Optional.of(LONGEST_HOLDER),
            0xFFFF,
            "c".repeat(200),
            "s".repeat(64));
    return List.of(
        new Hello(1, 255, "ü".repeat(32), "k".repeat(256), "p".repeat(128)),
        new Welcome(255, "s".repeat(128), 3_600_000, 3_600_000),
        new Refused(CloseCause.INTERNAL, text, Optional.of(LONGEST_HOLDER)),
        new Open("b".repeat(64), Open.FOR_EVER),
        new Opened(
            -1,
            "b".repeat(64),
            new Opened.Terms(true, 0xFFFF, true),
            new Opened.Resumption(new ResumeToken(-1, -1), true, -1)),
        new Resume(
            new Open("b".repeat(64), Open.FOR_EVER),
            -1,
            new ResumeToken(-1, -1),
            Integer.MAX_VALUE),
        new BootTaken(0xFFFF, -1),
        new Waiting(0xFFFF, Optional.of(LONGEST_HOLDER)),
        new Boards(Collections.nCopies(Boards.PAGE, entry), true),
        new FlowClosed(Service.SCP, 0xFFFF),
        new Ping(Long.MIN_VALUE),
        new Pong(Long.MAX_VALUE),
        new Bye(CloseCause.INTERNAL, text),
        new Notice(text),
        new BootReport(BootReport.State.INCOMPLETE, 0xFFFF, 0xFFFF, -1, text),
        new Sealing(-1, new SealingKey(-1, -1, -1), new SealingKey(-1, -1, -1)),
        new Elsewhere("h".repeat(Elsewhere.MAX_ADDRESS)),
        new DatagramsSent(-1));
  }

  /** The whole frame of a message, from its length on. */
  public static byte[] frameOf(ControlMessage message) {
    ByteBuf frame = Unpooled.buffer();
    message.writeFrame(frame);
    return ByteBufUtil.getBytes(frame);
  }

  /** The same frame as a {@code FrameReader} passes it on, from its kind on. */
  public static ByteBuf contentOf(ControlMessage message) {
    return Unpooled.wrappedBuffer(frameOf(message)).skipBytes(2);
  }
}
