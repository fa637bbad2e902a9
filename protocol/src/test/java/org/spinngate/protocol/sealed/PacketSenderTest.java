package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.Unsent;
import org.spinngate.protocol.loss.HeldBytes;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TestQueues;
import org.spinngate.protocol.testing.Time;

@ExtendWith(LeakExtension.class)
class PacketSenderTest {
  private static final int LARGEST = 1200 - 13 - 16 - 7 - 7 - 5;

  private final Time time = Time.overflowing();
  private final MemoryEnd outlet = new MemoryEnd();
  private final PacketCipher cipher = new PacketCipher();
  private final PacketSender sender =
      new PacketSender(
          time.loop(),
          outlet,
          Timing.of(time::nanos),
          new PathShare(new PacketCipher(), new HeldBytes(1 << 20), TestQueues.plenty()),
          SealingEnds.ofClient(cipher, Packets.KEYS).sealer());
  private final ControlFrames control = new ControlFrames(sender);
  private final PacketCounts nothingGot = new PacketCounts();
  private final ByteBuf datagram = bytes().text("datagram").toBuffer();

  @AfterEach
  void close() {
    sender.close();
    time.close();
  }

  private List<List<String>> packets() {
    return outlet.take().stream()
        .map(packet -> Packets.frames(Packets.KEYS.toServer(), packet))
        .toList();
  }

  private static ByteBuf zeros(int bytes) {
    return Unpooled.wrappedBuffer(new byte[bytes]);
  }

  /** Many are lost, so that copies begin. */
  private void loseMuch() {
    control.ask(1, nothingGot, time.nanos());
    time.run();
    sender.meter().reported(1, 0, 0, time.nanos());
    for (int i = 0; i < 3; i++) {
      sender.sendScp(9, datagram);
      time.run();
    }
    control.ask(2, nothingGot, time.nanos());
    time.run();
    sender.meter().reported(2, 1, 0, time.nanos());
    outlet.take();
  }

  @Test
  void whatIsGivenInOnePassLeavesInOnePacketWithOneFlush() {
    assertThat(sender.sendScp(1, datagram)).isNull();
    assertThat(sender.sendScp(2, datagram)).isNull();
    control.ask(1, nothingGot, time.nanos());
    assertThat(outlet.unflushed()).isZero();

    time.run();

    assertThat(packets())
        .containsExactly(List.of("mark 0", "scp 1 datagram", "scp 2 datagram", "question 1 0 0 0"));
    assertThat(outlet.flushes()).isEqualTo(1);
  }

  @Test
  void whatIsGivenInTheNextPassLeavesInAPacketOfItsOwn() {
    sender.sendScp(1, datagram);
    time.run();
    time.pass(7);
    sender.sendScp(1, datagram);
    time.run();

    assertThat(packets())
        .containsExactly(List.of("mark 0", "scp 1 datagram"), List.of("mark 7", "scp 1 datagram"));
  }

  @Test
  void aChallengeIsAPacketOfItsOwnThatIsNeitherGatheredNorCopied() {
    sender.sendScp(1, datagram);
    ByteBuf packet = sender.challenge(0x0102030405060708L);
    byte[] bytes = ByteBufUtil.getBytes(packet);
    packet.release();
    time.run();

    assertThat(bytes).hasSize(PacketSender.CHALLENGE_PACKET_BYTES).hasSize(54);
    assertThat(Packets.opened(Packets.KEYS.toServer(), bytes))
        .isEqualTo(
            ByteBufUtil.decodeHexDump(
                "00058200000000" + "00058500000000" + "0009860102030405060708"));
    assertThat(Packets.counter(bytes)).isZero();
    assertThat(packets()).containsExactly(List.of("mark 0", "scp 1 datagram"));
  }

  @Test
  void aResponseLeavesInThePacketOfItsQuestionAndInFrontOfIt() {
    control.ask(1, nothingGot, time.nanos(), 0x0102030405060708L);
    time.run();

    byte[] packet = outlet.take().get(0);
    assertThat(Packets.frames(Packets.KEYS.toServer(), packet))
        .containsExactly("mark 0", "response", "question 1 0 0 0");
    assertThat(ByteBufUtil.hexDump(Packets.opened(Packets.KEYS.toServer(), packet)))
        .startsWith("00058200000000" + "00058500000000" + "0009870102030405060708" + "001183");
  }

  @Test
  void aDatagramStaysTheCallers() {
    sender.sendScp(1, datagram);

    assertThat(datagram.readableBytes()).isEqualTo(8);
    assertThat(datagram.refCnt()).isEqualTo(1);
  }

  @Test
  void noPacketIsLongerThanItMayBeAndAllOfAPassLeaveTogether() {
    for (int i = 0; i < 100; i++) {
      sender.sendScp(1, zeros(282));
    }
    time.run();

    assertThat(outlet.everLeft()).hasSize(25).allMatch(packet -> packet.length <= 1200);
    assertThat(outlet.flushes()).isEqualTo(1);
  }

  @Test
  void theLargestDatagramFillsAPacketAndNoneLargerIsCarried() {
    assertThat(sender.carries(LARGEST)).isTrue();
    assertThat(sender.carries(LARGEST + 1)).isFalse();

    sender.sendScp(1, zeros(LARGEST));
    sender.sendScp(1, zeros(0));
    time.run();

    assertThat(outlet.everLeft()).extracting(packet -> packet.length).containsExactly(1200, 48);
  }

  @Test
  void eachPacketSaysHowManyDatagramsHaveLeftBeforeIt() {
    sender.sendScp(1, datagram);
    sender.sendScp(1, datagram);
    time.run();
    sender.sendScp(1, datagram);
    time.run();
    control.ask(1, nothingGot, time.nanos());
    time.run();

    assertThat(outlet.everLeft())
        .extracting(packet -> Packets.before(Packets.KEYS.toServer(), packet))
        .containsExactly(0L, 2L, 3L);
  }

  @Test
  void whatWasTakenAndCannotLeaveIsToldAndNotNumbered() {
    sender.sendScp(1, datagram);
    sender.sendScp(2, datagram);
    outlet.fillUp(true);
    time.run();
    outlet.fillUp(false);
    sender.sendScp(1, datagram);
    sender.close();

    assertThat(outlet.everLeft()).isEmpty();
    assertThat(outlet.unsent())
        .containsExactly(
            new Unsent(DropReason.TUNNEL_FULL, 2, 16), new Unsent(DropReason.TUNNEL_DOWN, 1, 8));
  }

  @Test
  void aFullOutletGetsNoQuestions() {
    outlet.fillUp(true);

    control.ask(1, nothingGot, time.nanos());
    control.answer(1, nothingGot, false, time.nanos());
    time.run();

    assertThat(outlet.everLeft()).isEmpty();
  }

  @Test
  void anOutletThatFillsUpWithinThePassGetsNothingMore() {
    sender.sendScp(1, datagram);
    outlet.fillUp(true);
    time.run();

    assertThat(outlet.everLeft()).isEmpty();
    outlet.fillUp(false);
    sender.sendScp(2, datagram);
    time.run();
    assertThat(packets()).containsExactly(List.of("mark 0", "scp 2 datagram"));
  }

  @Test
  void newKeysSealWhatIsGivenFromThenOn() {
    sender.sendScp(1, datagram);
    sender.use(SealingEnds.ofClient(cipher, Packets.NEXT_KEYS).sealer());
    sender.sendScp(2, datagram);
    time.run();

    List<byte[]> packets = outlet.take();
    assertThat(packets).hasSize(2);
    assertThat(Packets.frames(Packets.KEYS.toServer(), packets.get(0))).contains("scp 1 datagram");
    assertThat(Packets.frames(Packets.NEXT_KEYS.toServer(), packets.get(1)))
        .contains("scp 2 datagram");
    assertThat(Packets.counter(packets.get(1))).isZero();
  }

  @Test
  void onALossyLineEachPacketLeavesAgainFiveMillisecondsLaterAsItWas() {
    loseMuch();

    sender.sendScp(1, datagram);
    time.run();
    byte[] first = outlet.take().get(0);
    time.pass(4);
    assertThat(outlet.take()).isEmpty();
    time.pass(1);

    assertThat(outlet.take()).containsExactly(first);
    assertThat(sender.meter().copies()).isEqualTo(1);
    time.pass(5);
    assertThat(outlet.take()).as("little is sent").containsExactly(first);
    time.pass(100);
    assertThat(outlet.take()).isEmpty();
  }

  @Test
  void copiesAreTheFirstToGoWhenTheOutletIsFull() {
    loseMuch();
    sender.sendScp(1, datagram);
    time.run();
    outlet.take();

    outlet.fillUp(true);
    time.pass(10);
    outlet.fillUp(false);
    time.pass(10);

    assertThat(outlet.take()).isEmpty();
    assertThat(sender.meter().copies()).isZero();
  }

  @Test
  void beyondTheRateNoCopiesAreMadeAndNothingElseIsHeldBack() {
    loseMuch();

    for (int millis = 0; millis < 1_000; millis++) {
      for (int i = 0; i < 10; i++) {
        assertThat(sender.sendScp(1, zeros(LARGEST))).isNull();
      }
      time.pass(1);
    }

    assertThat(outlet.everLeft()).hasSizeGreaterThanOrEqualTo(10_000);
    assertThat(sender.meter().copies()).isLessThan(1_500);
  }

  @Test
  void closingReleasesWhatIsGatheredAndWhatWouldLeaveAgain() {
    loseMuch();
    sender.sendScp(1, datagram);
    time.run();
    outlet.take();
    sender.sendScp(2, datagram);

    sender.close();
    sender.close();

    assertThat(sender.sendScp(3, datagram)).isEqualTo(DropReason.TUNNEL_FULL);
    control.ask(3, nothingGot, time.nanos());
    time.pass(100);
    assertThat(outlet.take()).isEmpty();
    assertThat(time.isIdle()).isTrue();
  }
}
