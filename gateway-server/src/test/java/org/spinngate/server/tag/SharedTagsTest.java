package org.spinngate.server.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TagRequests;
import org.spinngate.server.scp.FakeFlow;
import org.spinngate.server.testing.TestLoop;

/** Two sessions of one board, which has one table of tags for both. */
@ExtendWith(LeakExtension.class)
class SharedTagsTest {
  private static final int TAG = 3;

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
