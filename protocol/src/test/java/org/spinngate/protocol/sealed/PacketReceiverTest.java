package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.sealed.PacketOpener.Verdict;
import org.spinngate.protocol.testing.ByteScript;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.Mutator;

/** A server's receiver; packets are made by hand. */
@ExtendWith(LeakExtension.class)
class PacketReceiverTest {
  private final PacketCipher cipher = new PacketCipher();
  private final RecordingFrames frames = new RecordingFrames();
  private final PacketReceiver receiver =
      new PacketReceiver(frames, SealingEnds.ofServer(cipher, Packets.KEYS), Timing.of(() -> 0));
  private long millis;
  private long counter;

  private Verdict receive(byte... packet) {
    ByteBuf buffer = Unpooled.wrappedBuffer(packet.clone());
    Verdict verdict = receiver.open(buffer);
    receiver.read(buffer, verdict, TimeUnit.MILLISECONDS.toNanos(millis));
    assertThat(buffer.refCnt()).isEqualTo(1);
    buffer.release();
    return verdict;
  }

  private List<String> frames(byte... content) {
    assertThat(receive(Packets.toServer(counter++, content))).isEqualTo(Verdict.NEWEST);
    return frames.take();
  }

  @Test
  void framesAreTakenInTheirOrder() {
    byte[] content =
        bytes()
            .raw(Packets.scp(0, 1, "one"))
            .u16(17)
            .u8(0x83)
            .u32(7)
            .u32(6)
            .u32(5)
            .u32(4)
            .u16(14)
            .u8(0x84)
            .u32(9)
            .u32(8)
            .u32(3)
            .u8(1)
            .u16(6)
            .u8(0x80)
            .u16(0xFFFF)
            .text("two")
            .toArray();

    assertThat(frames(content))
        .containsExactly(
            "scp 1 one",
            "reported 6 5 4",
            "question 7",
            "reported 9 8 3",
            "answer 9 by a detour",
            "scp 65535 two");
  }

  @Test
  void aCopyIsCountedAndDropped() {
    byte[] packet = Packets.toServer(0, Packets.scp(0, 1, "once"));

    assertThat(receive(packet)).isEqualTo(Verdict.NEWEST);
    assertThat(receive(packet)).isEqualTo(Verdict.COPY);
    assertThat(receive(packet)).isEqualTo(Verdict.COPY);

    assertThat(frames.take()).containsExactly("scp 1 once");
    assertThat(receiver.counts().arrived()).isEqualTo(1);
    assertThat(receiver.counts().copies()).isEqualTo(2);
  }

  @Test
  void overtakenPacketsAreTakenOnceEach() {
    byte[] first = Packets.toServer(0, Packets.scp(0, 1, "first"));
    byte[] second = Packets.toServer(1, Packets.scp(0, 1, "second"));

    assertThat(receive(second)).isEqualTo(Verdict.NEWEST);
    assertThat(receive(first)).isEqualTo(Verdict.OVERTAKEN);
    assertThat(receive(first)).isEqualTo(Verdict.COPY);

    assertThat(frames.take()).containsExactly("scp 1 second", "scp 1 first");
    assertThat(receiver.counts().arrived()).isEqualTo(2);
  }

  @Test
  void whatIsOlderThanTheWindowIsWorthlessAndNotCounted() {
    receive(Packets.toServer(32_768, Packets.scp(0, 1, "far")));

    assertThat(receive(Packets.toServer(0, Packets.scp(0, 1, "old")))).isEqualTo(Verdict.WORTHLESS);
    assertThat(receive(Packets.toServer(1, Packets.scp(0, 1, "late"))))
        .isEqualTo(Verdict.OVERTAKEN);

    assertThat(frames.take()).containsExactly("scp 1 far", "scp 1 late");
    assertThat(receiver.counts().arrived()).isEqualTo(2);
    assertThat(receiver.counts().copies()).isZero();
  }

  @Test
  void aPacketWithAnotherIndexIsWorthless() {
    byte[] packet = Packets.sealed(Packets.KEYS.toServer(), 0x5EA1ED02, 0, Packets.scp(0, 1, "x"));

    assertThat(receive(packet)).isEqualTo(Verdict.WORTHLESS);
    assertThat(frames.take()).isEmpty();
    assertThat(receiver.counts().arrived()).isZero();
  }

  @Test
  void keysAreTakenUntilTheNextButOne() {
    byte[] old = Packets.toServer(0, Packets.scp(0, 1, "old"));
    byte[] older = Packets.toServer(1, Packets.scp(0, 1, "older"));
    byte[] next =
        Packets.sealed(
            Packets.NEXT_KEYS.toServer(), Packets.NEXT_KEYS.index(), 0, Packets.scp(0, 1, "next"));

    receiver.use(SealingEnds.ofServer(cipher, Packets.NEXT_KEYS));
    assertThat(receive(next)).isEqualTo(Verdict.NEWEST);
    assertThat(receive(old)).isEqualTo(Verdict.NEWEST);
    receiver.use(
        SealingEnds.ofServer(
            cipher, new Sealing(3, Packets.KEYS.toServer(), Packets.KEYS.toClient())));

    assertThat(receive(older)).isEqualTo(Verdict.WORTHLESS);
    assertThat(receive(next)).isEqualTo(Verdict.COPY);
  }

  @Test
  void framesOfALaterVersionAreSkipped() {
    byte[] content =
        bytes()
            .raw(Packets.mark(0).toArray())
            .u16(3)
            .u8(0x85)
            .u16(1)
            .u16(1)
            .u8(0x0C)
            .u16(4)
            .u8(0x81)
            .u16(1)
            .u8(0)
            .u16(4)
            .u8(0x80)
            .u16(1)
            .text("x")
            .toArray();

    assertThat(frames(content)).containsExactly("scp 1 x");
  }

  @Test
  void aFrameThatIsNotAsItIsDrawnIsSkippedOrEndsItsPacket() {
    byte[] scp = bytes().u16(4).u8(0x80).u16(1).text("x").toArray();
    byte[] mark = Packets.mark(0).toArray();

    assertThat(frames(bytes().raw(mark).u16(3).u8(0x80).u16(0).raw(scp).toArray()))
        .containsExactly("scp 1 x");
    assertThat(frames(bytes().raw(mark).u16(2).u8(0x80).u8(0).raw(scp).toArray()))
        .containsExactly("scp 1 x");
    assertThat(frames(bytes().raw(mark).u16(16).u8(0x83).times(15, 1).raw(scp).toArray()))
        .containsExactly("scp 1 x");
    assertThat(frames(bytes().raw(mark).u16(15).u8(0x84).times(14, 1).raw(scp).toArray()))
        .containsExactly("scp 1 x");
    assertThat(frames(bytes().raw(mark).u16(0).raw(scp).toArray())).isEmpty();
    assertThat(frames(bytes().raw(mark).u16(0xFFFF).raw(scp).toArray())).isEmpty();
    assertThat(frames(bytes().raw(mark).raw(scp).u8(0).toArray())).containsExactly("scp 1 x");
  }

  @Test
  void aMarkThatNoClientWritesIsDroppedWithItsDatagram() {
    byte[] start = Packets.mark(0).toArray();
    byte[] scp = bytes().u16(4).u8(0x80).u16(1).text("x").toArray();

    assertThat(frames(bytes().raw(start).u16(7).u8(0x88).u16(1).text("\2AAx").raw(scp).toArray()))
        .containsExactly("scp 65537 \2AAx", "scp 1 x");
    assertThat(frames(bytes().raw(start).u16(7).u8(0x88).u16(1).text("\3AAx").raw(scp).toArray()))
        .containsExactly("scp 1 x");
    assertThat(frames(bytes().raw(start).u16(7).u8(0x88).u16(1).text("\1\0\0x").raw(scp).toArray()))
        .containsExactly("scp 1 x");
    assertThat(frames(bytes().raw(start).u16(5).u8(0x88).u16(1).text("\1A").raw(scp).toArray()))
        .containsExactly("scp 1 x");
  }

  @Test
  void aChallengeAndItsResponseHaveEightBytesAndNoOthers() {
    long value = 0x0102030405060708L;
    byte[] mark = Packets.mark(0).toArray();

    assertThat(frames(bytes().raw(mark).u16(9).u8(0x86).u64(value).toArray()))
        .containsExactly("challenge 102030405060708");
    assertThat(frames(Packets.response(0, value))).containsExactly("response 102030405060708");
    for (int kind = 0x86; kind <= 0x87; kind++) {
      assertThat(frames(bytes().raw(mark).u16(8).u8(kind).times(7, 1).toArray())).isEmpty();
      assertThat(frames(bytes().raw(mark).u16(10).u8(kind).times(9, 1).toArray())).isEmpty();
      assertThat(frames(bytes().raw(mark).u16(9).u8(kind).times(7, 1).toArray())).isEmpty();
    }
  }

  @Test
  void aDatagramMayBeEmpty() {
    assertThat(frames(bytes().raw(Packets.mark(0).toArray()).u16(3).u8(0x80).u16(1).toArray()))
        .containsExactly("scp 1 ");
  }

  @Test
  void authenticNonsenseDoesNoHarm() {
    byte[] all =
        bytes()
            .raw(Packets.scp(0, 1, "datagram"))
            .raw(Packets.question(3, 1, 0))
            .raw(Packets.answer(4, 2))
            .raw(Packets.response(5, 6))
            .u16(9)
            .u8(0x86)
            .u64(7)
            .raw(Packets.sizes(1_472, 3))
            .raw(Packets.probe(8, 20))
            .toArray();
    int probes = 0;
    Mutator mutator = new Mutator(4, List.of(all, Packets.scp(9, 2, "another")));

    for (int i = 0; i < 30_000; i++) {
      byte[] content = mutator.next();
      receive(Packets.toServer(counter++, content));
      probes += frames.take().stream().anyMatch(word -> word.startsWith("probe")) ? 1 : 0;
    }

    assertThat(receiver.counts().arrived()).isEqualTo(30_000 - probes);
  }

  @Test
  void bytesWithoutAKeyDoNoHarm() {
    Mutator mutator = new Mutator(5, List.of(Packets.toServer(0, Packets.scp(0, 1, "datagram"))));

    for (int i = 0; i < 30_000; i++) {
      ByteBuf buffer = Unpooled.wrappedBuffer(mutator.next());
      if (SealedPacket.mayBe(buffer)) {
        Verdict verdict = receiver.open(buffer);
        receiver.read(buffer, verdict, 0);
      }
    }

    assertThat(receiver.counts().arrived()).isLessThanOrEqualTo(1);
  }

  @Test
  void whatIsMissingIsAskedForOnlyIfThePeerKeepsItAndDatagramsAreMissing() {
    receive(Packets.toServer(0, Packets.counted(0, 0, 1, "first")));
    receive(Packets.toServer(2, Packets.counted(0, 2, 1, "third")));
    assertThat(receiver.missing().isEmpty()).as("nobody said that he may be asked").isTrue();

    receive(
        Packets.toServer(
            3, ByteScript.bytes().raw(Packets.mark(0).toArray()).u16(1).u8(0x89).toArray()));
    receive(Packets.toServer(5, Packets.counted(0, 3, 1, "fourth")));
    assertThat(receiver.missing().isEmpty()).as("no datagrams are missing").isTrue();
    receive(Packets.toServer(7, Packets.counted(0, 5, 1, "sixth")));

    assertThat(receiver.missing().isEmpty()).isFalse();
    receive(Packets.toServer(6, Packets.counted(0, 4, 1, "fifth")));
    assertThat(receiver.missing().isEmpty()).isTrue();
  }

  @Test
  void aPacketTellsOfTheGapBeforeItOnceHoweverManyCountsItHas() {
    ByteScript leap = Packets.mark(0);
    for (int before = 1; before <= 188; before++) {
      leap.raw(Packets.count(before));
    }
    receive(Packets.toServer(0, Packets.mark(0).u16(1).u8(0x89).toArray()));
    receive(Packets.toServer(1_025, leap.toArray()));
    receiver.missing().giveUp(TimeUnit.SECONDS.toNanos(1));

    assertThat(receiver.missing().counts(0).givenUp()).isEqualTo(1_024);
  }

  @Test
  void ofTwoAsksInAPacketTheSecondIsNotLookedAt() {
    byte[] ask = ByteScript.bytes().u16(16).u8(0x89).u32(1).u64(1).u16(0).u8(1).toArray();
    receive(Packets.toServer(0, Packets.mark(0).raw(ask).raw(ask).toArray()));

    assertThat(frames.take()).containsExactly("ask of 15");
  }
}
