package org.spinngate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spinngate.protocol.testing.ByteScript;
import org.spinngate.protocol.testing.Samples;

/** The bytes of every message as docs/protocol-messages.md draws them, written down by hand. */
class GoldenBytesTest {
  private static final Optional<Holder> BOB =
      Optional.of(new Holder("bob", Instant.parse("2026-01-01T14:02:00Z"), Duration.ofMinutes(3)));

  private static final ResumeToken TOKEN =
      new ResumeToken(0x0102030405060708L, 0x1112131415161718L);

  @ParameterizedTest
  @MethodSource({"login", "boards", "session", "carriers", "tails"})
  void everyMessageIsWrittenAsItIsDrawn(ControlMessage message, ByteScript script) {
    assertThat(Samples.frameOf(message)).isEqualTo(script.toArray());
  }

  @ParameterizedTest
  @MethodSource({"login", "boards", "session", "carriers", "tails"})
  void everyDrawingIsReadAsItsMessage(ControlMessage message, ByteScript script) {
    ControlMessage read = ControlMessage.read(script.toBuffer().skipBytes(Frame.LENGTH_BYTES));

    assertThat(read).isEqualTo(message);
  }

  static Stream<Arguments> login() {
    return Stream.of(
        arguments(
            new Hello(1, 3, "alice", "t0ken", "gateway-client 0.1"),
            bytes()
                .u16(37)
                .u8(0x01)
                .u8(1)
                .u8(3)
                .string("alice")
                .string("t0ken")
                .string("gateway-client 0.1")),
        arguments(
            new Welcome(1, "gateway-server 0.1", 2000, 6000),
            bytes().u16(30).u8(0x02).u8(1).string("gateway-server 0.1").u32(2000).u32(6000)),
        arguments(
            new Refused(CloseCause.BOARD_BUSY, "in use by bob", BOB),
            holder(bytes().u16(35).u8(0x03).u8(4).string("in use by bob"))),
        arguments(
            new Refused(CloseCause.LOGIN_REFUSED, "no", Optional.empty()),
            bytes().u16(7).u8(0x03).u8(2).string("no").u8(0)),
        arguments(new Ping(0x0102030405060708L), bytes().u16(9).u8(0x0A).u64(0x0102030405060708L)),
        arguments(new Pong(-2), bytes().u16(9).u8(0x0B).u32(0xFFFFFFFFL).u32(0xFFFFFFFEL)),
        arguments(
            new Bye(CloseCause.RELEASED, "done"), bytes().u16(8).u8(0x0C).u8(1).string("done")),
        arguments(new Notice("soon: ü"), bytes().u16(11).u8(0x40).string("soon: ü")));
  }

  static Stream<Arguments> boards() {
    ByteScript list =
        holder(bytes().u16(72).u8(0x08).u8(1).u8(2).string("spin5-03").u8(0))
            .u16(2)
            .string("rack 1")
            .string("in use")
            .string("demo-1")
            .u8(1)
            .u8(0)
            .u16(0)
            .string("")
            .string("booted");
    return Stream.of(
        arguments(new ListBoards(), bytes().u16(1).u8(0x07)),
        arguments(
            new Boards(
                List.of(
                    new Boards.Entry("spin5-03", false, BOB, 2, "rack 1", "in use"),
                    new Boards.Entry("demo-1", true, Optional.empty(), 0, "", "booted")),
                true),
            list),
        arguments(new Boards(List.of(), false), bytes().u16(3).u8(0x08).u8(0).u8(0)));
  }

  static Stream<Arguments> session() {
    return Stream.of(
        arguments(new Open("spin5-03", 600), bytes().u16(15).u8(0x04).string("spin5-03").u32(600)),
        arguments(
            new Open("spin5-03", Open.FOR_EVER),
            bytes().u16(15).u8(0x04).string("spin5-03").u32(0xFFFFFFFFL)),
        arguments(
            new Opened(
                0x7F3A91C2,
                "spin5-03",
                new Opened.Terms(true, 32, true),
                new Opened.Resumption(TOKEN, false, 5)),
            token(opened().u8(1)).u8(0).u32(5)),
        arguments(
            new Opened(
                0x7F3A91C2,
                "spin5-03",
                new Opened.Terms(true, 32, false),
                new Opened.Resumption(TOKEN, true, 0)),
            token(opened().u8(0)).u8(1).u32(0)),
        arguments(
            new Resume(new Open("spin5-03", 600), 0x7F3A91C2, TOKEN, 3),
            token(bytes().u16(39).u8(0x0D).string("spin5-03").u32(600).u32(0x7F3A91C2L)).u32(3)),
        arguments(new BootTaken(7, 32), bytes().u16(7).u8(0x0E).u16(7).u32(32)),
        arguments(new Waiting(2, BOB), holder(bytes().u16(21).u8(0x06).u16(2))),
        arguments(new Waiting(1, Optional.empty()), bytes().u16(4).u8(0x06).u16(1).u8(0)),
        arguments(new FlowClosed(Service.SCP, 0x1234), bytes().u16(4).u8(0x09).u8(0).u16(0x1234)),
        arguments(new FlowClosed(Service.BOOT, 7), bytes().u16(4).u8(0x09).u8(1).u16(7)),
        arguments(
            new BootReport(BootReport.State.WAITING, 0, 0, 0, "after bob"),
            bytes().u16(21).u8(0x41).u8(0).u16(0).u16(0).u32(0).string("after bob")),
        arguments(report(BootReport.State.UNDER_WAY), reportScript(1)),
        arguments(report(BootReport.State.COMPLETE), reportScript(2)),
        arguments(report(BootReport.State.INCOMPLETE), reportScript(3)));
  }

  static Stream<Arguments> carriers() {
    return Stream.of(
        arguments(
            new Sealing(0x5EA1ED01, Samples.TO_SERVER, Samples.TO_CLIENT),
            bytes()
                .u16(45)
                .u8(0x42)
                .u32(0x5EA1ED01L)
                .u64(0x0001020304050607L)
                .u64(0x08090A0B0C0D0E0FL)
                .u32(0x10111213)
                .u64(0x2021222324252627L)
                .u64(0x28292A2B2C2D2E2FL)
                .u32(0x30313233)),
        arguments(new CarrierChoice(true), bytes().u16(2).u8(0x43).u8(1)),
        arguments(new Reset("spin5-03"), bytes().u16(11).u8(0x44).string("spin5-03")),
        arguments(new ResetDone("done"), bytes().u16(7).u8(0x45).string("done")),
        arguments(new Elsewhere("gw2:17894"), bytes().u16(12).u8(0x46).string("gw2:17894")),
        arguments(new DatagramsSent(30_000), bytes().u16(5).u8(0x47).u32(30_000)));
  }

  static Stream<Arguments> tails() {
    Extras two = Extras.of().plus(7, (byte) 0x2A, (byte) 0x2B).plus(0x8001);
    Opened opened =
        new Opened(
            0x7F3A91C2,
            "spin5-03",
            new Opened.Terms(true, 32, true),
            new Opened.Resumption(TOKEN, false, 5));
    return Stream.of(
        arguments(
            new Hello(1, 1, "al", "t", "c").with(Extras.of()),
            bytes().u16(14).u8(0x01).u16(0x0101).string("al").string("t").string("c").u8(0)),
        arguments(
            new Welcome(1, "s", 2000, 6000).with(two),
            tail(bytes().u16(24).u8(0x02).u8(1).string("s").u32(2000).u32(6000))),
        arguments(
            new Open("spin5-03", 600).with(two),
            tail(bytes().u16(26).u8(0x04).string("spin5-03").u32(600))),
        arguments(
            new Resume(new Open("b", 0).with(two), 1, TOKEN, 3),
            tail(token(bytes().u16(43).u8(0x0D).string("b").u32(0).u32(1)).u32(3))),
        arguments(opened.with(two), tail(token(opened(51).u8(1)).u8(0).u32(5))),
        arguments(
            new Boards(List.of(), true).with(two), tail(bytes().u16(14).u8(0x08).u16(0x0100))));
  }

  private static ByteScript tail(ByteScript before) {
    return before.u8(2).u16(7).u16(2).u16(0x2A2B).u16(0x8001).u16(0);
  }

  private static ByteScript opened() {
    return opened(40);
  }

  private static ByteScript opened(int length) {
    return bytes().u16(length).u8(0x05).u32(0x7F3A91C2L).string("spin5-03").u8(1).u16(32);
  }

  private static ByteScript token(ByteScript before) {
    return before.u64(0x0102030405060708L).u64(0x1112131415161718L);
  }

  private static BootReport report(BootReport.State state) {
    return new BootReport(state, 12, 32, 410, "");
  }

  private static ByteScript reportScript(int state) {
    return bytes().u16(12).u8(0x41).u8(state).u16(12).u16(32).u32(410).string("");
  }

  private static ByteScript holder(ByteScript before) {
    return before.u8(1).string("bob").u64(0x69567E58L).u32(180);
  }
}
