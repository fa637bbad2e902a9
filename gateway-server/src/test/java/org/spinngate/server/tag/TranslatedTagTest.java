package org.spinngate.server.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TagRequests;
import org.spinngate.server.scp.FakeFlow;
import org.spinngate.server.testing.TestLoop;

/** A request by one flow that makes the board send to another, the tag flow. */
@ExtendWith(LeakExtension.class)
class TranslatedTagTest {
  private static final int TAG = 3;
  private static final int SEQUENCE = 7;
  private static final int LAPTOP = 0x0A00_0005;
  private static final int LISTENER = 17_895;
  private static final int BAD_ARGUMENT = 0x84;
  private static final int STRIP = 0x10;
  private static final int CLEAR = 3;

  /** Longer than any reply takes. */
  private static final Duration LONG = Duration.ofSeconds(6);

  private final TestLoop time = new TestLoop();
  private final BoardTags board = new BoardTags();
  private final RecordingTags alice = new RecordingTags(board, "alice", time);
  private final FakeFlow tool = new FakeFlow(new InetSocketAddress("192.0.2.1", 40_001));
  private final FakeFlow output = new FakeFlow(new InetSocketAddress("192.0.2.1", 40_002));
  private final TagFilter toolFilter = alice.filter(tool);
  private final TagFilter outputFilter = alice.filter(output);

  private static void with(ByteBuf datagram, Consumer<ByteBuf> action) {
    action.accept(datagram);
    datagram.release();
  }

  private static ByteBuf request(int operation) {
    ByteBuf request = TagRequests.aimed(SEQUENCE, operation, TAG, LAPTOP, LISTENER);
    return request.setByte(TagRequests.TIME, STRIP);
  }

  /** What the board would get. */
  private byte[] translate(ByteBuf request) {
    assertThat(outputFilter.aimHere(request)).isTrue();
    assertThat(toolFilter.toBoard(request)).isSameAs(request);
    return ByteBufUtil.getBytes(request);
  }

  private void set(int operation) {
    with(
        request(operation),
        request -> {
          translate(request);
          toolFilter.leaves(request);
        });
  }

  private void answer(int code) {
    with(TagRequests.reply(SEQUENCE, code, TAG), toolFilter::fromBoard);
  }

  private static boolean clears(byte[] request) {
    return request[14] == TAG && request[16] == CLEAR;
  }

  @Test
  void theBoardIsToldTheAddressOfTheTagFlowAndNothingElseIsOther() {
    with(
        request(TagRequests.SET),
        request -> {
          byte[] before = ByteBufUtil.getBytes(request);
          byte[] expected = before.clone();
          expected[18] = (byte) 40_002;
          expected[19] = (byte) (40_002 >> 8);
          System.arraycopy(new byte[] {(byte) 192, 0, 2, 1}, 0, expected, 22, 4);

          assertThat(translate(request)).isEqualTo(expected);
        });
    assertThat(alice.told()).isEmpty();
  }

  @Test
  void theTagBelongsToTheTagFlowAndGoesWithIt() {
    set(TagRequests.SET);
    answer(TagRequests.OK);
    time.pass(LONG);
    assertThat(outputFilter.pinsFlow()).isTrue();
    assertThat(toolFilter.pinsFlow()).isFalse();

    toolFilter.close();
    outputFilter.close();

    assertThat(tool.uncounted()).isEmpty();
    assertThat(output.uncounted()).singleElement().matches(TranslatedTagTest::clears);
  }

  @Test
  void theTagFlowStaysAlsoWhileTheRequestWaitsForItsTurn() {
    with(request(TagRequests.SET), this::translate);
    assertThat(outputFilter.pinsFlow()).isTrue();

    time.pass(LONG);

    assertThat(outputFilter.pinsFlow()).as("it was dropped").isFalse();
  }

  @Test
  void theNumberOfANewTagStandsInTheReplyToTheTool() {
    set(TagRequests.NEW);
    answer(TagRequests.OK);
    time.pass(LONG);

    assertThat(outputFilter.pinsFlow()).isTrue();
    outputFilter.close();
    assertThat(output.uncounted()).singleElement().matches(TranslatedTagTest::clears);
  }

  @Test
  void aTagThatTheBoardRefusesIsNobodys() {
    set(TagRequests.SET);
    answer(BAD_ARGUMENT);
    time.pass(LONG);

    assertThat(outputFilter.pinsFlow()).isFalse();
    outputFilter.close();
    assertThat(output.uncounted()).isEmpty();
  }

  @Test
  void aTagFlowThatMovesSetsItsTagsOnceMoreWithItsAddress() {
    set(TagRequests.SET);
    output.moveTo(new InetSocketAddress("192.0.2.77", 40_002));

    outputFilter.moved();

    byte[] again = output.uncounted().get(0);
    assertThat(again[17]).isEqualTo((byte) STRIP);
    assertThat(again).endsWith(66, 0x9C, 0, 0, 192, 0, 2, 77);
  }

  @Test
  void aRequestThatLeavesWhenItsTagFlowHasMovedIsMendedWithinASecond() {
    with(
        request(TagRequests.SET),
        request -> {
          translate(request);
          output.moveTo(new InetSocketAddress("192.0.2.77", 40_003));
          outputFilter.moved();
          toolFilter.leaves(request);
        });
    assertThat(output.uncounted()).isEmpty();

    outputFilter.secondPassed();

    assertThat(output.uncounted()).singleElement().matches(again -> again[25] == 77);
  }

  @Test
  void aTagWhoseFlowHasGoneBeforeItWasSetIsClearedByTheFlowThatHasSetIt() {
    with(
        request(TagRequests.SET),
        request -> {
          translate(request);
          outputFilter.close();
          toolFilter.leaves(request);
        });

    toolFilter.close();

    assertThat(tool.uncounted()).singleElement().matches(TranslatedTagTest::clears);
  }

  @Test
  void soIsANewTagWhoseFlowHasGoneBeforeItsNumberWasKnown() {
    set(TagRequests.NEW);
    outputFilter.close();
    answer(TagRequests.OK);

    toolFilter.close();

    assertThat(tool.uncounted()).singleElement().matches(TranslatedTagTest::clears);
  }
}
