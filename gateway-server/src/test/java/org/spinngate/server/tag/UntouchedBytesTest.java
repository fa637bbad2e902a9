package org.spinngate.server.tag;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.TagMark;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.server.scp.FakeFlow;
import org.spinngate.server.testing.TestLoop;

/**
 * All that passes is passed as it is, but for the address and port of marked requests for tags, and
 * of entries in replies that show tags. What those are is said here once more, by other words.
 */
@ExtendWith(LeakExtension.class)
class UntouchedBytesTest {
  private static final int DATAGRAMS = 200_000;
  private static final byte[] OWN = {(byte) 192, 0, 2, 1, 0x42, (byte) 0x9C};
  private static final byte[] LAPTOP = {10, 0, 0, 5, (byte) 0xE7, 0x45};
  private static final byte[] SENDER = {0, 0, 0, 0, (byte) 0xE4, 0x45};
  private static final byte[] NONE = {0, 0, 0, 0, 0, 0};

  private final RecordingTags alice = new RecordingTags(new BoardTags(), "alice", new TestLoop());
  private final TagFilter output =
      alice.filter(new FakeFlow(new InetSocketAddress("192.0.2.1", 40_002)));
  private final List<TagFilter> flows =
      List.of(alice.filter(new FakeFlow()), alice.filter(new FakeFlow()), output);

  /** By flow and sequence number: whether that was asked last which shows tags. */
  private final Map<Integer, Boolean> asksForTags = new HashMap<>();

  private boolean translated;
  private boolean restored;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nothingElseIsEverOther(long seed) {
    Random random = new Random(seed);
    RandomDatagrams datagrams = new RandomDatagrams(random, OWN, LAPTOP, SENDER, NONE);
    for (int count = 0; count < DATAGRAMS; count++) {
      byte[] before = datagrams.next();
      int flow = random.nextInt(flows.size());
      if (random.nextInt(3) == 0) {
        fromBoard(flow, before);
      } else {
        toBoard(flow, before, random.nextBoolean());
      }
    }
    assertThat(translated && restored).isTrue();
  }

  private void toBoard(int flow, byte[] before, boolean marked) {
    ByteBuf datagram = Unpooled.copiedBuffer(before);
    boolean aims = marked && alice.session().translates(TagMark.Kind.OWN_TARGET, datagram);
    if (aims) {
      output.aimHere(datagram);
    }
    assertThat(flows.get(flow).toBoard(datagram)).isSameAs(datagram);
    flows.get(flow).leaves(datagram);
    byte[] after = ByteBufUtil.getBytes(datagram);
    datagram.release();

    assertThat(aims).isEqualTo(marked && setsTagWithPort(before));
    byte[] expected = before.clone();
    if (aims) {
      translated = true;
      System.arraycopy(OWN, 0, expected, 22, 4);
      System.arraycopy(OWN, 4, expected, 18, 2);
    }
    assertSame(before, expected, after);
    if (before.length >= 14 && isHead(before) && before[3] == -1 && before[2] < 0) {
      asksForTags.put(flow << 16 | (before[12] & 0xFF), isTagRequest(before) && before[16] == 2);
    }
  }

  private static boolean isHead(byte[] bytes) {
    return bytes[0] == 0 && bytes[1] == 0;
  }

  private static boolean isTagRequest(byte[] bytes) {
    return bytes.length >= 26 && bytes[10] == 26 && bytes[11] == 0 && bytes[4] == 0;
  }

  private static boolean setsTagWithPort(byte[] bytes) {
    if (!isTagRequest(bytes) || (bytes[16] & 0xFE) != 0 || (bytes[17] & 0x20) != 0) {
      return false;
    }
    boolean useSender = (bytes[17] & 0x40) != 0 && Arrays.equals(bytes, 22, 26, NONE, 0, 4);
    return !useSender && (bytes[18] | bytes[19]) != 0;
  }

  private void fromBoard(int flow, byte[] before) {
    ByteBuf datagram = Unpooled.copiedBuffer(before);
    assertThat(flows.get(flow).fromBoard(datagram)).isSameAs(datagram);
    byte[] after = ByteBufUtil.getBytes(datagram);
    datagram.release();

    boolean mayShow = before.length >= 14 && isReply(before) && asked(flow, before);
    for (int entry = 14; mayShow && entry + 32 <= before.length; entry += 32) {
      if (isOwn(before, entry) && !isOwn(after, entry)) {
        restored = true;
        System.arraycopy(OWN, 0, after, entry, 4);
        System.arraycopy(OWN, 4, after, entry + 10, 2);
      }
    }
    assertSame(before, before, after);
  }

  private static boolean isOwn(byte[] bytes, int entry) {
    return Arrays.equals(bytes, entry, entry + 4, OWN, 0, 4)
        && Arrays.equals(bytes, entry + 10, entry + 12, OWN, 4, 6);
  }

  private boolean asked(int flow, byte[] reply) {
    return asksForTags.getOrDefault(flow << 16 | (reply[12] & 0xFF), false);
  }

  private static boolean isReply(byte[] bytes) {
    return isHead(bytes) && bytes[4] == -1 && bytes[10] == (byte) 0x80 && bytes[3] >= 8;
  }

  private static void assertSame(byte[] before, byte[] expected, byte[] after) {
    if (!Arrays.equals(expected, after)) {
      assertThat(after).as("from %s", Arrays.toString(before)).isEqualTo(expected);
    }
  }
}
