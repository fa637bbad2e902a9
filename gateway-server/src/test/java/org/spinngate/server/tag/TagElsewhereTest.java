package org.spinngate.server.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.TagMode;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TagRequests;
import org.spinngate.server.config.AddressBlock;
import org.spinngate.server.scp.FakeFlow;
import org.spinngate.server.testing.TestLoop;

/** Requests for tags that aim at an address, of clients that do not say what is to become of it. */
@ExtendWith(LeakExtension.class)
class TagElsewhereTest {
  private static final int LAPTOP = 0xC0A8_010A;
  private static final int REVERSE = 0x20;
  private static final int GET = 2;
  private static final int FLAGS = 2;

  private final BoardTags board = new BoardTags();
  private final RecordingTags alice = new RecordingTags(board, "alice", new TestLoop());
  private final List<String> told = alice.told();
  private final FakeFlow flow = new FakeFlow();
  private final TagFilter filter = alice.filter(flow);

  private void follow(TagMode mode, String... targets) {
    board.follow(new TagRules(mode, List.of(targets).stream().map(this::network).toList()));
  }

  private AddressBlock network(String first) {
    try {
      return new AddressBlock(InetAddress.getByName(first), 16);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static ByteBuf aimed(int address, int port) {
    return TagRequests.aimed(0x1234, TagRequests.SET, 1, address, port);
  }

  private boolean passes(ByteBuf request) {
    ByteBuf before = request.copy();
    try {
      ByteBuf passed = filter.toBoard(request);
      assertThat(request).isEqualTo(before);
      assertThat(passed).isIn(null, request);
      return passed != null;
    } finally {
      before.release();
      request.release();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TRANSLATE", "PASS"})
  void theyPassAsTheyAreWhichIsSaidOnceOfEachTarget(TagMode mode) {
    follow(mode);

    for (int i = 0; i < 3; i++) {
      assertThat(passes(aimed(LAPTOP, 17_895))).isTrue();
      assertThat(passes(aimed(LAPTOP, 17_896))).isTrue();
      assertThat(passes(aimed(0, 17_892))).isTrue();
    }

    assertThat(told)
        .containsExactly(
            "an IP tag that aims at 192.168.1.10:17895 passes unchanged: "
                + "its output does not come through the gateway",
            "an IP tag that aims at 192.168.1.10:17896 passes unchanged: "
                + "its output does not come through the gateway",
            "an IP tag that aims at port 17892 of the gateway (its sender) passes "
                + "unchanged: its output does not come through the gateway");
    assertThat(flow.drops()).isEmpty();
  }

  @Test
  void ifTheyAreRefusedTheToolGetsTheAnswerOfABoardThatDoesNotLikeAnArgument() {
    follow(TagMode.REFUSE);

    assertThat(passes(aimed(LAPTOP, 17_895))).isFalse();

    assertThat(flow.drops()).containsExactly(DropReason.TAG_ELSEWHERE);
    assertThat(flow.toClient())
        .containsExactly(
            new byte[] {0, 0, 7, 8, (byte) 0xFF, 0, 0, 0, 0, 0, (byte) 0x84, 0, 0x34, 0x12});
    assertThat(told)
        .containsExactly(
            "an IP tag that aims at 192.168.1.10:17895 is refused: "
                + "tags of this board may aim at the sender's port only (use sender)");
  }

  @Test
  void aRequestThatWantsNoAnswerGetsNone() {
    follow(TagMode.REFUSE);

    assertThat(passes(aimed(LAPTOP, 17_895).setByte(FLAGS, 0x07))).isFalse();

    assertThat(flow.drops()).hasSize(1);
    assertThat(flow.toClient()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatTheFacilityLetsTagsAimAtPassesWithoutAWord(TagMode mode) {
    follow(mode, "10.1.0.0", "192.168.0.0");

    assertThat(passes(aimed(LAPTOP, 17_895))).isTrue();

    assertThat(told).isEmpty();
  }

  /** A BMP switches all boards that a datagram names. */
  @ParameterizedTest
  @EnumSource
  void nobodyAimsABoardAtABmp(TagMode mode) throws Exception {
    follow(mode, "192.168.0.0");
    board.close(Set.of(InetAddress.getByName("192.168.1.10")));

    assertThat(passes(aimed(LAPTOP, 17_893))).isFalse();
    assertThat(passes(aimed(LAPTOP + 1, 17_893))).isTrue();

    assertThat(flow.drops()).containsExactly(DropReason.TAG_ELSEWHERE);
    assertThat(flow.toClient()).hasSize(1);
    assertThat(told)
        .containsExactly(
            "an IP tag that aims at 192.168.1.10:17893 is refused: "
                + "a BMP is there, which no user reaches");
  }

  @Test
  void theSendersAddressIsInNoNetwork() {
    board.follow(
        new TagRules(TagMode.REFUSE, List.of(new AddressBlock(network("0.0.0.0").address(), 0))));

    assertThat(passes(aimed(0, 17_892))).isFalse();
    assertThat(passes(aimed(LAPTOP, 17_892))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void everythingElsePassesAlways(TagMode mode) {
    follow(mode);

    assertThat(passes(TagRequests.setting(1))).as("use sender").isTrue();
    assertThat(passes(TagRequests.clearing(1))).isTrue();
    assertThat(passes(aimed(LAPTOP, 5).setByte(TagRequests.TIME, REVERSE))).isTrue();
    assertThat(passes(TagRequests.aimed(1, GET, 1, LAPTOP, 5))).isTrue();

    assertThat(told).isEmpty();
  }

  @Test
  void anotherRuleHoldsForTheNextRequest() {
    assertThat(passes(aimed(LAPTOP, 17_895))).isTrue();

    follow(TagMode.REFUSE);
    assertThat(passes(aimed(LAPTOP, 17_895))).isFalse();
    follow(TagMode.REFUSE, "192.168.0.0");

    assertThat(passes(aimed(LAPTOP, 17_895))).isTrue();
    assertThat(told).hasSize(2);
  }

  @Test
  void whoMakesUpTargetsIsToldOfAFewOnly() {
    for (int port = 1; port <= 1000; port++) {
      assertThat(passes(aimed(LAPTOP, port))).isTrue();
    }

    assertThat(told).hasSizeLessThan(100);
  }
}
