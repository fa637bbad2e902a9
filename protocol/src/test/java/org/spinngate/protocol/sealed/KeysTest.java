package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.SealingKey;
import org.spinngate.protocol.Timing;
import org.spinngate.protocol.loss.HeldBytes;
import org.spinngate.protocol.testing.ByteScript;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.TestQueues;

/** What is sealed by which key, with which nonce, and for how long. */
@ExtendWith(LeakExtension.class)
class KeysTest {
  private static final long MANY = 1L << 24;
  private static final long MOST = 1L << 28;
  private static final int HOUR_MILLIS = 3_600_000;

  private final PathBench bench = PathBench.proven();

  @AfterEach
  void close() {
    bench.close();
  }

  /** New keys, different for each number. */
  private static Sealing keys(int number) {
    return new Sealing(0x1000 + number, new SealingKey(number, 1, 1), new SealingKey(number, 2, 2));
  }

  /** Which bytes each nonce of each key sealed; fails if there are two. */
  private static Map<String, byte[]> bySealing(List<byte[]> packets) {
    Map<String, byte[]> known = new HashMap<>();
    for (byte[] packet : packets) {
      String sealing = Packets.index(packet) + " " + Packets.counter(packet);
      byte[] before = known.putIfAbsent(sealing, packet);
      if (before != null) {
        assertThat(packet).isEqualTo(before);
      }
    }
    return known;
  }

  @Test
  void noNonceSealsTwoPacketsWhateverHappens() {
    bench.toServer().lose(number -> number % 23 == 7);
    bench.toClient().lose(number -> number % 19 == 7);
    for (int number = 0; number < 5; number++) {
      bench.talk(4_000);
      bench.renew(keys(number));
      bench.toClient().delay(number % 2 == 0 ? 300 : 20);
    }
    bench.talk(4_000);

    List<byte[]> fromClient = bench.clientEnd().everLeft();
    List<byte[]> fromServer = bench.serverEnd().everLeft();
    assertThat(bench.client().report().copies()).isGreaterThan(500);
    assertThat(bench.server().report().copies()).isGreaterThan(500);
    assertThat(bySealing(fromClient)).hasSizeLessThan(fromClient.size());
    assertThat(bySealing(fromServer)).hasSizeLessThan(fromServer.size());
    assertThat(fromClient).extracting(Packets::index).contains(0x1000, 0x1004);
    assertThat(fromServer).extracting(Packets::index).contains(0x1000, 0x1004);
  }

  @Test
  void theTwoDirectionsOfAPathHaveKeysOfTheirOwn() {
    byte[] fromServer = bench.serverEnd().everLeft().get(0);

    bench.arriveAtServer(9, fromServer);

    assertThat(bench.serverEnd().ports()).containsExactly(51_544);
    assertThat(Packets.frames(Packets.KEYS.toClient(), fromServer)).hasSize(2);
  }

  @Test
  void newKeysInMidTrafficLoseNothing() {
    for (int i = 0; i < 1_000; i++) {
      bench.request("request " + i);
      bench.reply("reply " + i);
      if (i % 100 == 50) {
        bench.renew(keys(i));
      }
      bench.pass(3);
    }
    bench.pass(50);

    assertThat(bench.serverEnd().datagrams()).hasSize(1_000).doesNotHaveDuplicates();
    assertThat(bench.clientEnd().datagrams()).hasSize(1_000).doesNotHaveDuplicates();
    assertThat(bench.clientEnd().choices()).containsExactly(true);
  }

  @Test
  void theServerSealsByNewKeysOnlyWhenTheClientDoes() {
    bench.server().renew(keys(1));
    bench.reply("by the old ones");
    bench.pass(50);
    assertThat(bench.clientEnd().datagrams()).containsExactly("1 by the old ones");

    bench.client().renew(keys(1));
    bench.pass(50);
    bench.reply("by the new ones");
    bench.pass(50);

    List<byte[]> packets = bench.serverEnd().everLeft();
    assertThat(Packets.index(packets.get(packets.size() - 1))).isEqualTo(keys(1).index());
    assertThat(bench.clientEnd().datagrams()).last().isEqualTo("1 by the new ones");
  }

  @Test
  void newKeysAreAskedForOnceAnHour() {
    bench.pass(HOUR_MILLIS - 1_000, 20);
    assertThat(bench.serverEnd().oldKeys()).isZero();
    bench.pass(12_000);
    assertThat(bench.serverEnd().oldKeys()).isEqualTo(1);
    bench.pass(60_000);
    assertThat(bench.serverEnd().oldKeys()).isEqualTo(1);

    bench.renew(keys(1));
    bench.pass(HOUR_MILLIS - 12_000, 20);
    assertThat(bench.serverEnd().oldKeys()).isEqualTo(1);
    bench.pass(24_000);

    assertThat(bench.serverEnd().oldKeys()).isEqualTo(2);
  }

  @Test
  void newKeysAreAskedForWhenTheClientHasSealedManyPackets() {
    bench.arriveAtServer(51_544, Packets.toServer(MANY - 2, Packets.question(300, 90, 0)));
    assertThat(bench.serverEnd().oldKeys()).isZero();

    bench.arriveAtServer(51_544, Packets.toServer(MANY, Packets.question(300, 91, 0)));
    bench.arriveAtServer(51_544, Packets.toServer(MANY + 1, Packets.question(300, 92, 0)));

    assertThat(bench.serverEnd().oldKeys()).isEqualTo(1);
  }

  @Test
  void aKeyThatHasSealedEnoughSealsNothingMore() {
    byte[] frames = Packets.mark(0).toArray();
    PacketSealer sealer =
        new PacketSealer(new PacketCipher(), Packets.KEYS.toServer(), 1, MOST - 1);
    assertThat(sealer.isFresh()).isTrue();
    sealer.seal(ByteBufAllocator.DEFAULT, Unpooled.wrappedBuffer(frames)).release();

    assertThat(sealer.isFresh()).isFalse();
    assertThat(sealer.count()).isEqualTo(MOST);
    assertThatThrownBy(() -> sealer.seal(ByteBufAllocator.DEFAULT, Unpooled.wrappedBuffer(frames)))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aSenderWhoseKeyHasSealedEnoughFallsSilent() {
    MemoryEnd outlet = new MemoryEnd();
    PacketSender sender =
        new PacketSender(
            bench.time().loop(),
            outlet,
            Timing.of(bench.time()::nanos),
            new PathShare(new PacketCipher(), new HeldBytes(1 << 20), TestQueues.plenty()),
            new PacketSealer(new PacketCipher(), Packets.KEYS.toServer(), 1, MOST - 1));

    DropReason first = sender.sendScp(1, ByteScript.bytes().text("last").toBuffer());
    bench.pass(1);
    sender.sendScp(1, ByteScript.bytes().text("never").toBuffer());
    bench.pass(1);
    sender.close();

    assertThat(first).isNull();
    assertThat(outlet.everLeft()).hasSize(1);
  }
}
