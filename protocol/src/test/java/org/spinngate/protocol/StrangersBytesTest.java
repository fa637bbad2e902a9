package org.spinngate.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.testing.Mutator;
import org.spinngate.protocol.testing.Samples;

/** What a stranger sends is a message, nothing, or a violation, and never anything else. */
class StrangersBytesTest {
  private static final int MESSAGES = 500_000;
  private static final int DATAGRAMS = 200_000;

  @Test
  void wrongControlFramesAreMessagesOrViolations() {
    Mutator mutator = new Mutator(0x5EED_0001, contents());
    ByteBuf again = Unpooled.buffer(Frame.MAX_LENGTH);
    int understood = 0;
    int violations = 0;

    for (int i = 0; i < MESSAGES; i++) {
      byte[] bytes = mutator.next();
      try {
        ControlMessage message = ControlMessage.read(Unpooled.wrappedBuffer(bytes));
        understood += isWrittenAndReadAgain(message, again) ? 1 : 0;
      } catch (ProtocolViolation violation) {
        violations++;
      } catch (RuntimeException unexpected) {
        fail("input %d: %s", i, ByteBufUtil.hexDump(bytes), unexpected);
      }
    }

    // Both outcomes must be frequent, or the test looks at one of them only.
    assertThat(understood).isGreaterThan(MESSAGES / 20);
    assertThat(violations).isGreaterThan(MESSAGES / 4);
  }

  @Test
  void wrongDataFramesAreDatagramsOrViolations() {
    Mutator mutator = new Mutator(0x5EED_0002, datagrams());
    int understood = 0;
    int violations = 0;

    for (int i = 0; i < DATAGRAMS; i++) {
      byte[] bytes = mutator.next();
      try {
        ByteBuf frame = Unpooled.wrappedBuffer(bytes);
        int mark =
            bytes.length > 0 && DataFrame.kind(frame) == DataFrame.MARKED_KIND ? TagMark.BYTES : 0;
        boolean boot = DataFrame.readService(frame) == Service.BOOT;
        assertThat(DataFrame.readFlow(frame)).isBetween(1, DataFrame.MAX_FLOW);
        int gap = boot ? DataFrame.readGap(frame) : 0;
        assertThat(gap).isBetween(0, DataFrame.MAX_GAP);
        assertThat(frame.readableBytes()).isBetween(mark, mark + DataFrame.MAX_DATAGRAM);
        understood++;
      } catch (ProtocolViolation violation) {
        violations++;
      } catch (RuntimeException unexpected) {
        fail("input %d: %s", i, ByteBufUtil.hexDump(bytes), unexpected);
      }
    }

    assertThat(understood).isGreaterThan(DATAGRAMS / 20);
    assertThat(violations).isGreaterThan(DATAGRAMS / 20);
  }

  private static boolean isWrittenAndReadAgain(ControlMessage message, ByteBuf again) {
    if (message == null) {
      return false;
    }
    message.writeFrame(again.clear());
    ControlMessage second = ControlMessage.read(again.skipBytes(Frame.LENGTH_BYTES));
    if (!message.equals(second)) {
      fail("%s became %s", message, second);
    }
    return true;
  }

  private static List<byte[]> contents() {
    Extras extras = Extras.of().plus(7, (byte) 1, (byte) 2).plus(0x8001);
    return Stream.of(Samples.usual(), Samples.grown(extras), Samples.largest())
        .flatMap(List::stream)
        // A page of 32 long names costs more time than it finds faults.
        .filter(message -> Samples.frameOf(message).length < 2048)
        .map(Samples::frameOf)
        .map(frame -> Arrays.copyOfRange(frame, Frame.LENGTH_BYTES, frame.length))
        .toList();
  }

  private static List<byte[]> datagrams() {
    return Stream.of(0, 1, 26, 282, 1472)
        .flatMap(size -> Stream.of(scp(size), boot(size)))
        .map(frame -> ByteBufUtil.getBytes(frame.skipBytes(Frame.LENGTH_BYTES)))
        .toList();
  }

  private static ByteBuf scp(int size) {
    ByteBuf frame = Unpooled.buffer();
    DataFrame.writeScp(frame, 7, Unpooled.wrappedBuffer(new byte[size]));
    return frame;
  }

  private static ByteBuf boot(int size) {
    ByteBuf frame = Unpooled.buffer();
    DataFrame.writeBoot(frame, 7, 12, Unpooled.wrappedBuffer(new byte[size]));
    return frame;
  }
}
