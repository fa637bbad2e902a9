package org.spinngate.simulated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.simulated.Bench.bytes;
import static org.spinngate.simulated.Bench.hex;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.testing.BootImage;

/** IP tags, byte by byte; the requester is 127.0.0.1, port 40000. */
@ExtendWith(LeakExtension.class)
class TagGoldenTest {
  private static final String IPTAG = "00 00 87 ff 00 ff 00 00 00 00 1a 00 ";
  private static final String OK = "00 00 07 08 ff 00 00 00 00 00 80 00 ";
  private static final String SET_STRIP = "03 00 01 00 01 10 e7 45 00 00 c0 a8 01 0a";
  private static final String SET_SENDER = "04 00 01 00 01 50 00 00 00 00 00 00 00 00";
  private static final String SET_SENDER_HEADERS = "04 00 01 00 01 40 00 00 00 00 00 00 00 00";
  private static final String SET_TUBOTRON = "05 00 00 00 01 00 e4 45 00 00 00 00 00 00";
  private static final String REQUESTER = "7f 00 00 01 02 00 7f 00 00 01 ";
  private static final String PAD = " 00 00 00 00 00 00 00";

  private FrozenBoard board = new FrozenBoard(Bench.spin5().booted());

  @AfterEach
  void stop() {
    board.machine().stop();
  }

  private String iptag(String rest) {
    board.receive(FakeNetwork.SCP, bytes(IPTAG + rest));
    return hex(board.network().last());
  }

  /** The raw entry that GET shows. */
  private String entry(int tag) {
    String number = HexFormat.of().toHexDigits((byte) tag);
    String reply = iptag("09 00 " + number + " 00 02 00 01 00 00 00 00 00 00 00");
    return hex(Arrays.copyOfRange(bytes(reply), 14, 46));
  }

  private boolean emit(int tag) {
    return board.machine().emit(tag, new byte[] {1, 2, 3});
  }

  @Test
  void aTagForAnAddress() {
    assertThat(iptag(SET_STRIP)).isEqualTo(OK + "03 00 01 00 00 00");

    assertThat(entry(1))
        .isEqualTo(
            "c0 a8 01 0a 02 00 c0 a8 01 0a e7 45 00 00 00 81 00 00 00 00 00 00 00 00 00" + PAD);
  }

  @Test
  void aTagForItsSender() {
    assertThat(iptag(SET_SENDER)).isEqualTo(OK + "04 00 01 00 00 00");

    assertThat(entry(1))
        .isEqualTo(REQUESTER + "40 9c 00 00 00 85 00 00 00 00 00 00 00 00 00" + PAD);
  }

  @Test
  void theTagForTubotronThatYbugSetsAfterEachBootIsForTheRequestersHost() {
    iptag(SET_TUBOTRON);

    assertThat(entry(0))
        .isEqualTo(REQUESTER + "e4 45 00 00 00 80 00 00 00 00 00 00 00 00 00" + PAD);
  }

  @Test
  void aTagCountsWhatLeavesThroughIt() {
    iptag(SET_SENDER_HEADERS);

    emit(1);
    emit(1);

    assertThat(hex(board.network().last())).isEqualTo("00 00 07 01 ff 21 00 00 00 00 01 02 03");
    assertThat(entry(1)).startsWith(REQUESTER + "40 9c 00 00 00 84 02 00 00 00");
  }

  @Test
  void aTagWhoseHostIsNotFoundYetKeepsItsAddressInPlaceOfTheHardwareAddress() {
    board = new FrozenBoard(Bench.spin5().booted().withArp(Bench.NEVER));

    assertThat(iptag(SET_STRIP)).isEqualTo(OK + "03 00 01 00 00 00");

    assertThat(entry(1)).startsWith("c0 a8 01 0a c0 a8 01 0a 00 00 e7 45 00 00 00 21");
    assertThat(emit(1)).isFalse();
    board.pass(Bench.NEVER.toMillis());
    assertThat(entry(1)).startsWith("c0 a8 01 0a 02 00 c0 a8 01 0a e7 45 00 00 00 81");
    assertThat(emit(1)).isTrue();
  }

  @Test
  void aTagForTheRequesterNeedsNoArp() {
    board = new FrozenBoard(Bench.spin5().booted().withArp(Bench.NEVER));

    iptag(SET_SENDER);

    assertThat(emit(1)).isTrue();
  }

  @Test
  void anOldReleaseAsksForEveryHostAndKnowsNoUseSender() {
    board =
        new FrozenBoard(
            Bench.spin5().booted().withRelease(ScampRelease.V3_1_0).withArp(Duration.ofMillis(1)));

    iptag("04 00 01 00 01 50 e4 45 00 00 00 00 00 00");

    assertThat(emit(1)).isFalse();
    board.pass(1);
    assertThat(entry(1)).startsWith(REQUESTER + "e4 45 00 00 00 85");
  }

  @Test
  void aTransientTag() {
    assertThat(entry(8))
        .isEqualTo(REQUESTER + "40 9c 00 01 09 c0 00 00 00 00 00 00 00 00 00" + PAD);
  }

  @Test
  void aTimeoutIsAmongTheFlagsToo() {
    iptag("03 00 01 00 01 09 e7 45 00 00 00 00 00 00");

    assertThat(entry(1)).startsWith(REQUESTER + "e7 45 00 01 00 81");
  }

  @Test
  void whereInputWouldGoIsKeptForAnyTag() {
    iptag("03 00 01 23 01 00 e7 45 30 01 00 00 00 00");

    assertThat(entry(1))
        .isEqualTo(REQUESTER + "e7 45 00 00 00 80 00 00 00 00 00 00 30 01 23" + PAD);
  }

  @Test
  void aClearedTagLosesNothingButItsFlags() {
    iptag(SET_SENDER);

    assertThat(iptag("06 00 01 00 03 00 00 00 00 00 00 00 00 00")).isEqualTo(OK + "06 00");

    assertThat(entry(1)).startsWith(REQUESTER + "40 9c 00 00 00 00");
  }

  @Test
  void aNewTagIsTheLowestOfThePoolThatIsFree() {
    assertThat(iptag("07 00 00 00 00 40 00 00 00 00 00 00 00 00"))
        .isEqualTo(OK + "07 00 09 00 00 00");
    assertThat(iptag("08 00 00 00 00 40 00 00 00 00 00 00 00 00"))
        .isEqualTo(OK + "08 00 0a 00 00 00");
  }

  @Test
  void theTransientTimeoutIsToldAndSet() {
    assertThat(iptag("07 00 00 00 04 00 ff 00 00 00 00 00 00 00"))
        .isEqualTo(OK + "07 00 09 20 08 08");
    assertThat(iptag("08 00 00 00 04 00 0c 00 00 00 00 00 00 00"))
        .isEqualTo(OK + "08 00 09 20 08 08");
    assertThat(iptag("09 00 00 00 04 00 ff 00 00 00 00 00 00 00"))
        .isEqualTo(OK + "09 00 0c 20 08 08");
  }

  @Test
  void aRequestThatWantsNoReplySetsATag() {
    board.receive(FakeNetwork.SCP, bytes(IPTAG.replace("87", "07") + SET_STRIP));

    assertThat(board.network().sent()).isEmpty();
    assertThat(entry(1)).startsWith("c0 a8 01 0a");
  }

  @Test
  void withoutReplyTagThereIsNoSenderToUse() {
    board.receive(FakeNetwork.SCP, bytes(IPTAG.replace("87", "07") + SET_SENDER));

    assertThat(entry(1)).startsWith("00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 85");
  }

  @Test
  void aBootFreesAllTags() {
    board = new FrozenBoard(Bench.spin5().booted().withStartUp(Duration.ZERO, Duration.ZERO));
    iptag(SET_SENDER);
    iptag("07 00 02 23 01 20 39 30 30 01 00 00 00 00");
    iptag("08 00 00 00 04 00 0c 00 00 00 00 00 00 00");
    assertThat(board.network().open()).containsExactly(12345);

    board.machine().powerCycle();
    assertThat(board.network().open()).isEmpty();
    BootImage.random(1, 2).packets().forEach(packet -> board.receive(FakeNetwork.BOOT, packet));
    board.pass(1);

    for (int tag = 0; tag < TagTable.FIXED; tag++) {
      assertThat(entry(tag)).isEqualTo("00 ".repeat(31) + "00");
    }
    assertThat(iptag("09 00 00 00 04 00 ff 00 00 00 00 00 00 00")).endsWith("09 20 08 08");
  }

  @Test
  void theTableOfAChipWithoutEthernetAnswersAlikeAndLeadsNowhere() {
    String toChip = "00 00 87 ff 00 ff 01 00 00 00 1a 00 ";
    board.receive(FakeNetwork.SCP, bytes(toChip + SET_STRIP));
    assertThat(hex(board.network().last()))
        .isEqualTo("00 00 07 08 ff 00 00 00 01 00 80 00 03 00 01 00 00 00");
    board.pass(Bench.NEVER.toMillis());

    String get = "09 00 01 00 02 00 01 00 00 00 00 00 00 00";
    board.receive(FakeNetwork.SCP, bytes(toChip + get));
    assertThat(hex(Arrays.copyOfRange(board.network().last(), 14, 30)))
        .isEqualTo("c0 a8 01 0a c0 a8 01 0a 00 00 e7 45 00 00 00 21");
    assertThat(entry(1)).isEqualTo("00 ".repeat(31) + "00");
    assertThat(emit(1)).isFalse();
  }
}
