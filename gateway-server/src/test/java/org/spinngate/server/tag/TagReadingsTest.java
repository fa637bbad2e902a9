package org.spinngate.server.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TagRequests;
import org.spinngate.server.scp.FakeFlow;
import org.spinngate.server.testing.TestLoop;

/** What a tool reads of the board's table of IP tags. */
@ExtendWith(LeakExtension.class)
class TagReadingsTest {
  private static final int LAPTOP = 0x0A00_0005;
  private static final int GATEWAY = 0xC000_0201;
  private static final int OUTPUT_PORT = 40_002;
  private static final int GET = 2;
  private static final int SEQUENCE = 9;
  private static final int BODY = 14;
  private static final int ENTRY = 32;

  private final RecordingTags alice = new RecordingTags(new BoardTags(), "alice", new TestLoop());
  private final TagFilter tool = alice.filter(new FakeFlow());
  private final TagFilter output =
      alice.filter(new FakeFlow(new InetSocketAddress("192.0.2.1", OUTPUT_PORT)));

  @BeforeEach
  void aTagIsTranslated() {
    ByteBuf request = TagRequests.aimed(1, TagRequests.SET, 3, LAPTOP, 17_895);
    output.aimHere(request);
    tool.leaves(request);
    request.release();
  }

  private void ask(int sequence) {
    ByteBuf request = TagRequests.request(sequence, GET, 2);
    tool.leaves(request);
    request.release();
  }

  /** Entries that aim at the gateway's port, with another byte in all other places. */
  private static byte[] reply(int entries, int port, int tail) {
    ByteBuf bare = TagRequests.reply(SEQUENCE, 0);
    ByteBuf reply = bare.copy(0, BODY).capacity(BODY + entries * ENTRY + tail);
    bare.release();
    for (int at = BODY; at < reply.capacity(); at++) {
      reply.setByte(at, at);
    }
    for (int at = BODY; at + ENTRY <= reply.capacity(); at += ENTRY) {
      reply.setInt(at, GATEWAY).setShortLE(at + 10, port);
    }
    byte[] bytes = ByteBufUtil.getBytes(reply, 0, reply.capacity());
    reply.release();
    return bytes;
  }

  private static byte[] shown(TagFilter filter, byte[] reply) {
    ByteBuf buffer = Unpooled.copiedBuffer(reply);
    try {
      assertThat(filter.fromBoard(buffer)).isSameAs(buffer);
      return ByteBufUtil.getBytes(buffer);
    } finally {
      buffer.release();
    }
  }

  @Test
  void anEntryThatAimsAtTheTagFlowShowsWhatTheToolHasSet() {
    ask(SEQUENCE);
    byte[] reply = reply(3, OUTPUT_PORT, 5);
    byte[] expected = reply.clone();
    for (int at = BODY; at < BODY + 3 * ENTRY; at += ENTRY) {
      System.arraycopy(new byte[] {10, 0, 0, 5}, 0, expected, at, 4);
      expected[at + 10] = (byte) 17_895;
      expected[at + 11] = (byte) (17_895 >> 8);
    }

    assertThat(shown(tool, reply)).isEqualTo(expected);
    assertThat(shown(tool, reply)).as("a second reply").isEqualTo(expected);
  }

  @Test
  void entriesThatAimElsewhereAreAsTheyAre() {
    ask(SEQUENCE);

    assertThat(shown(tool, reply(8, OUTPUT_PORT + 1, 0))).isEqualTo(reply(8, OUTPUT_PORT + 1, 0));
  }

  @Test
  void theSameBytesInAReplyToAnythingElseAreAsTheyAre() {
    byte[] reply = reply(2, OUTPUT_PORT, 0);
    assertThat(shown(tool, reply)).isEqualTo(reply);

    ask(SEQUENCE);
    assertThat(shown(output, reply)).as("another flow").isEqualTo(reply);
    byte[] failed = reply.clone();
    failed[10] = (byte) 0x84;
    assertThat(shown(tool, failed)).isEqualTo(failed);
    ByteBuf read = TagRequests.request(SEQUENCE, GET, 1).setShortLE(10, 2);
    tool.leaves(read);
    read.release();

    assertThat(shown(tool, reply)).as("a read with the same number").isEqualTo(reply);
  }

  @Test
  void aTagFlowThatIsGoneIsNotShownAnyMore() {
    ask(SEQUENCE);
    output.close();

    assertThat(shown(tool, reply(1, OUTPUT_PORT, 0))).isEqualTo(reply(1, OUTPUT_PORT, 0));
  }

  @Test
  void aReplyThatIsCutIsReadAsFarAsItGoes() {
    ask(SEQUENCE);
    byte[] whole = reply(1, OUTPUT_PORT, 0);

    for (int length = BODY; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThat(shown(tool, cut)).isEqualTo(cut);
    }
  }
}
