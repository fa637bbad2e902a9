package org.spinngate.server.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
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

/** Two sessions of one board, which has one table of tags for both. */
@ExtendWith(LeakExtension.class)
class SharedTagsTest {
  private static final int TAG = 3;
  private static final InetSocketAddress GATEWAY = new InetSocketAddress("127.0.0.8", 40_001);

  private final TestLoop time = new TestLoop();
  private final BoardTags board = new BoardTags();
  private final RecordingTags alice = new RecordingTags(board, "alice", time);
  private final RecordingTags bob = new RecordingTags(board, "bob", time);
  private final TagFilter alices = alice.filter(new FakeFlow());
  private final TagFilter alicesOther = alice.filter(new FakeFlow());
  private final TagFilter bobs = bob.filter(new FakeFlow());

  private void send(TagFilter filter, ByteBuf request) {
    filter.leaves(request);
    request.release();
    time.run();
  }

  @Test
  void whoHasSetATagIsToldOnceThatAnotherHasClearedIt() {
    send(alices, TagRequests.setting(TAG));

    send(bobs, TagRequests.clearing(TAG));
    send(bobs, TagRequests.clearing(TAG));
    send(bobs, TagRequests.clearing(TAG + 1));

    assertThat(alice.told())
        .containsExactly("IP tag 3, which this session has set, was cleared by bob");
    assertThat(bob.told()).isEmpty();
  }

  @Test
  void whoHasSetATagIsToldThatAnotherHasSetItAnew() {
    send(alices, TagRequests.setting(TAG));

    send(bobs, TagRequests.setting(TAG));
    send(bobs, TagRequests.setting(TAG));

    assertThat(alice.told())
        .containsExactly("IP tag 3, which this session has set, was set anew by bob");
  }

  @Test
  void whatASessionDoesToItsOwnTagsIsNoNews() {
    send(alices, TagRequests.setting(TAG));
    send(alicesOther, TagRequests.setting(TAG));
    send(alices, TagRequests.clearing(TAG));
    alicesOther.close();
    send(bobs, TagRequests.setting(TAG));

    assertThat(alice.told()).isEmpty();
  }

  @Test
  void theEndOfASessionClearsNoTagOfAnother() {
    send(alices, TagRequests.setting(TAG));
    send(bobs, TagRequests.setting(TAG + 1));

    bobs.close();
    time.run();

    assertThat(alice.told()).isEmpty();
    assertThat(alices.pinsFlow()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void nobodyAimsTheBoardAtAFlowOfAnotherSession(TagMode mode) {
    board.follow(new TagRules(mode, List.of(new AddressBlock(GATEWAY.getAddress(), 8))));
    FakeFlow alicesFlow = new FakeFlow(GATEWAY);
    TagFilter alicesSocket = alice.filter(alicesFlow);
    FakeFlow bobsFlow = new FakeFlow(new InetSocketAddress(GATEWAY.getAddress(), 40_002));
    TagFilter bobsSocket = bob.filter(bobsFlow);
    send(alicesSocket, TagRequests.setting(TAG));

    assertThat(passes(bobsSocket, aimed(0x7F00_0008))).isFalse();
    assertThat(passes(bobsSocket, aimed(0))).as("the sender's address").isFalse();
    assertThat(passes(alicesSocket, aimed(0x7F00_0008))).as("her own").isTrue();
    assertThat(bobsFlow.toClient()).hasSize(2);
    assertThat(bobsFlow.drops())
        .containsExactly(DropReason.TAG_ELSEWHERE, DropReason.TAG_ELSEWHERE);
    assertThat(bob.told())
        .first()
        .isEqualTo(
            "an IP tag that aims at 127.0.0.8:40001 is refused: "
                + "another session of the board is there");

    alicesFlow.moveTo(new InetSocketAddress(GATEWAY.getAddress(), 40_003));
    alicesSocket.moved();
    assertThat(passes(bobsSocket, aimed(0x7F00_0008))).as("where she was").isTrue();

    alicesFlow.moveTo(GATEWAY);
    send(alicesSocket, TagRequests.setting(TAG));
    assertThat(passes(bobsSocket, aimed(0x7F00_0008))).isFalse();
    alicesSocket.close();
    assertThat(passes(bobsSocket, aimed(0x7F00_0008))).as("after her end").isTrue();
  }

  private static ByteBuf aimed(int address) {
    return TagRequests.aimed(0x1234, TagRequests.SET, 1, address, GATEWAY.getPort());
  }

  private static boolean passes(TagFilter filter, ByteBuf request) {
    try {
      return filter.toBoard(request) != null;
    } finally {
      request.release();
    }
  }

  @Test
  void aQuarrelIsToldNowAndThen() {
    for (int i = 0; i < 1000; i++) {
      send(alices, TagRequests.setting(TAG));
      send(bobs, TagRequests.setting(TAG));
    }
    assertThat(alice.told()).hasSizeLessThan(100);

    time.pass(Duration.ofMinutes(11));
    send(alices, TagRequests.setting(TAG));
    send(bobs, TagRequests.setting(TAG));

    assertThat(alice.told()).last().asString().contains("more");
  }
}
