package org.spinngate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.testing.Samples;

class RoundTripTest {
  static Stream<ControlMessage> messages() {
    Extras extras = Extras.of().plus(7, (byte) 1).plus(0xFFFF);
    return Stream.of(Samples.usual(), Samples.grown(extras), Samples.largest())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageIsReadBackAsItWasWritten(ControlMessage message) {
    assertThat(ControlMessage.read(Samples.contentOf(message))).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void noMessageExceedsTheLongestFrame(ControlMessage message) {
    assertThat(Samples.contentOf(message).readableBytes()).isLessThanOrEqualTo(Frame.MAX_LENGTH);
  }

  @Test
  void everyMessageOfALoginFitsTheFrameOfAStranger() {
    Set<MessageType> login = EnumSet.of(MessageType.HELLO, MessageType.BYE);

    assertThat(Samples.largest())
        .filteredOn(message -> login.contains(message.type()))
        .hasSize(3)
        .allMatch(
            message -> Samples.contentOf(message).readableBytes() <= Frame.MAX_LENGTH_BEFORE_LOGIN);
  }

  @Test
  void thereIsASampleOfEveryKind() {
    Set<MessageType> sampled = messages().map(ControlMessage::type).collect(Collectors.toSet());

    assertThat(sampled).containsExactlyInAnyOrder(MessageType.values());
  }

  @Test
  void textsForPeopleAreCutToTheirFields() {
    assertThat(readBack(new Notice("x".repeat(513)))).isEqualTo(new Notice("x".repeat(512)));
    assertThat(readBack(new Bye(CloseCause.IDLE, "x".repeat(9999))))
        .isEqualTo(new Bye(CloseCause.IDLE, "x".repeat(512)));
    assertThat(readBack(new Welcome(1, "x".repeat(129), 10, 10)))
        .isEqualTo(new Welcome(1, "x".repeat(128), 10, 10));
    assertThat(Hello.of("alice", "t0ken", "x".repeat(129)).client()).hasSize(128);
  }

  @Test
  void aTextIsNeverCutWithinACharacter() {
    String twoBytes = "ü".repeat(257);
    String fourBytes = "a" + "\uD83D\uDE00".repeat(200);

    assertThat(readBack(new Notice(twoBytes))).isEqualTo(new Notice("ü".repeat(256)));
    assertThat(readBack(new Notice(fourBytes)))
        .isEqualTo(new Notice("a" + "\uD83D\uDE00".repeat(127)));
  }

  @Test
  void namesAndTokensAreRefusedRatherThanCut() {
    ByteBuf out = Unpooled.buffer();

    for (ControlMessage message :
        List.of(
            new Hello(1, 1, "u".repeat(65), "", ""),
            new Hello(1, 1, "", "k".repeat(257), ""),
            new Hello(1, 1, "", "", "c".repeat(129)),
            new Open("ü".repeat(33), 0),
            Samples.opened(1, "b".repeat(65), 1),
            new Waiting(
                1, Optional.of(new Holder("u".repeat(65), Instant.EPOCH, Duration.ZERO))))) {
      assertThatThrownBy(() -> message.writeFrame(out))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("allowed");
    }
  }

  @Test
  void numbersBeyondTheirFieldsAreSaidAsTheLargest() {
    BootReport report = new BootReport(BootReport.State.COMPLETE, 70_000, 70_001, 1, "");

    assertThat(readBack(report))
        .isEqualTo(new BootReport(BootReport.State.COMPLETE, 0xFFFF, 0xFFFF, 1, ""));
    assertThat(readBack(new Waiting(70_000, Optional.empty())))
        .isEqualTo(new Waiting(0xFFFF, Optional.empty()));
    assertThat(readBack(new Open("b", Long.MAX_VALUE))).isEqualTo(new Open("b", Open.FOR_EVER));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 31, 32, 33, 64, 65, 1000})
  void pagesHoldEveryBoardInOrder(int count) {
    Boards.Entry entry = new Boards.Entry("b", false, Optional.empty(), 0, "", "");

    List<Boards> pages = Boards.pages(Collections.nCopies(count, entry));

    assertThat(pages).hasSize(Math.max(1, (count + 31) / 32));
    assertThat(pages.stream().mapToInt(page -> page.entries().size()).sum()).isEqualTo(count);
    assertThat(pages).allMatch(page -> page.entries().size() <= Boards.PAGE);
    assertThat(pages.subList(0, pages.size() - 1)).allMatch(Boards::more);
    assertThat(pages.get(pages.size() - 1).more()).isFalse();
  }

  @Test
  void aTokenIsNeverPartOfTheTextOfItsMessage() {
    Hello hello = Hello.of("alice", "s3cret", "gateway-client 0.1");

    assertThat(hello.toString()).contains("alice", "gateway-client").doesNotContain("s3cret");
  }

  @Test
  void aSessionIsNamedByEightHexadecimalDigits() {
    assertThat(Samples.opened(0x7F3A91C2, "b", 1).name()).isEqualTo("7f3a91c2");
    assertThat(Samples.opened(0x1F, "b", 1).name()).isEqualTo("0000001f");
  }

  private static ControlMessage readBack(ControlMessage message) {
    return ControlMessage.read(Samples.contentOf(message));
  }
}
