package org.spinngate.server.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TagRequests;
import org.spinngate.server.scp.FakeFlow;
import org.spinngate.server.testing.ScpMessage;
import org.spinngate.server.testing.TestLoop;

@ExtendWith(LeakExtension.class)
class TagFilterTest {
  private static final int TAG = 3;

  private final TestLoop time = new TestLoop();
  private final FakeFlow flow = new FakeFlow();
  private final BoardTags board = new BoardTags();
  private final TagFilter filter = new RecordingTags(board, "alice", time).filter(flow);

  private static void with(ByteBuf datagram, Consumer<ByteBuf> action) {
    action.accept(datagram);
    datagram.release();
  }

  private void set() {
    with(TagRequests.setting(TAG), filter::leaves);
    with(TagRequests.reply(1, TAG), filter::fromBoard);
  }

  @Test
  void everythingPassesAsItIs() {
    ByteBuf request = TagRequests.setting(TAG);
    ByteBuf reply = TagRequests.reply(1, TAG);

    assertThat(filter.toBoard(request)).isSameAs(request);
    assertThat(filter.fromBoard(reply)).isSameAs(reply);
    assertThat(flow.drops()).isEmpty();
    request.release();
    reply.release();
  }

  @Test
  void aTagThatIsSetPinsItsFlowAndIsClearedAtTheEnd() {
    set();
    assertThat(filter.pinsFlow()).isTrue();

    filter.close();

    assertThat(flow.uncounted()).singleElement().matches(one -> one[14] == TAG && one[16] == 3);
    assertThat(filter.pinsFlow()).isFalse();
  }

  @Test
  void aRequestThatNeverLeftHasSetNothing() {
    with(TagRequests.setting(TAG), filter::toBoard);

    assertThat(filter.pinsFlow()).isFalse();
    filter.close();
    assertThat(flow.uncounted()).isEmpty();
  }

  @Test
  void aFlowThatMovesSetsItsTagsOnceMoreUntilTheBoardHasAnsweredIt() {
    set();

    filter.moved();
    filter.secondPassed();
    assertThat(flow.uncounted()).hasSize(2);
    int sequence = ScpMessage.sequence(flow.uncounted().get(0));
    with(
        TagRequests.reply(sequence, TAG),
        answer -> {
          assertThat(filter.isOurs(answer)).isTrue();
          assertThat(filter.isOurs(answer)).as("a second one").isFalse();
        });
    filter.secondPassed();

    assertThat(flow.uncounted()).hasSize(2);
  }
}
