package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.spinngate.protocol.testing.ByteScript.bytes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.SplittableRandom;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spinngate.protocol.SealingKey;
import org.spinngate.protocol.testing.LeakExtension;

/** The bytes of packets, against two other implementations. */
@ExtendWith(LeakExtension.class)
class PacketFormatTest {
  private static final SealingKey KEY =
      new SealingKey(0x0001020304050607L, 0x08090A0B0C0D0E0FL, 0xA0A1A2A3);
  private static final int INDEX = 0x01020304;
  private static final byte[] FRAMES =
      bytes()
          .u16(5)
          .u8(0x82)
          .u32(0x11223344)
          .u16(11)
          .u8(0x80)
          .u16(0x102)
          .text("datagram")
          .toArray();

  /** After the counters: AES-128-GCM by pyca/cryptography 48 (OpenSSL). */
  private static final String FIRST =
      "4701020304"
          + "0000000000000000"
          + "8a584c8c65bc706f58462b2115ab0fc10bfab49a3ec554629e063169553b00d09b526721";

  private static final String SECOND =
      "4701020304"
          + "0000000000000001"
          + "46749ee34eb733508cec4715bf65e007768078eee9ee655fb1fada0f1bea254b03efee76";

  private static final String FAR =
      "4701020304"
          + "ffffffff00000005"
          + "a52efe13177ee4aa391811a0ade642a47bc1a6224e7632ff8f942e29c7c67f2e9411ccb0";

  private final PacketCipher cipher = new PacketCipher();

  @Test
  void thePacketsOfAKeyAreTheseBytes() {
    PacketSealer sealer = new PacketSealer(cipher, KEY, INDEX);

    assertThat(hex(sealer)).isEqualTo(FIRST);
    assertThat(hex(sealer)).isEqualTo(SECOND);
  }

  private static String hex(PacketSealer sealer) {
    ByteBuf packet = sealer.seal(ByteBufAllocator.DEFAULT, Unpooled.wrappedBuffer(FRAMES));
    String hex = ByteBufUtil.hexDump(packet);
    packet.release();
    return hex;
  }

  @Test
  void allBitsOfTheCounterStandInTheNonce() {
    long counter = 0xFFFF_FFFF_0000_0005L;
    ByteBuf packet = Unpooled.buffer().writeByte(0x47).writeInt(INDEX).writeLong(counter);

    cipher.seal(
        new SecretKeySpec(KEY.bytes(), "AES"),
        KEY.salt(),
        counter,
        packet,
        Unpooled.wrappedBuffer(FRAMES));

    assertThat(ByteBufUtil.hexDump(packet)).isEqualTo(FAR);
  }

  @Test
  void theseBytesAreOpened() {
    PacketOpener opener = new PacketOpener(cipher, KEY);
    ByteBuf packet = Unpooled.wrappedBuffer(ByteBufUtil.decodeHexDump(SECOND));

    assertThat(opener.open(packet)).isEqualTo(PacketOpener.Verdict.NEWEST);
    assertThat(ByteBufUtil.getBytes(packet)).isEqualTo(FRAMES);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 15, 16, 17, 300, 1321})
  void packetsOfEveryLengthAreThoseOfTheDrawing(int length) {
    SplittableRandom random = new SplittableRandom(length);
    SealingKey key = new SealingKey(random.nextLong(), random.nextLong(), random.nextInt());
    byte[] frames = new byte[length];
    random.nextBytes(frames);
    PacketSealer sealer = new PacketSealer(cipher, key, 7);
    PacketOpener opener = new PacketOpener(cipher, key);

    for (int counter = 0; counter < 3; counter++) {
      ByteBuf packet = sealer.seal(ByteBufAllocator.DEFAULT, Unpooled.wrappedBuffer(frames));
      assertThat(ByteBufUtil.getBytes(packet)).isEqualTo(Packets.sealed(key, 7, counter, frames));
      assertThat(opener.open(packet)).isEqualTo(PacketOpener.Verdict.NEWEST);
      assertThat(ByteBufUtil.getBytes(packet)).isEqualTo(frames);
      packet.release();
    }
  }

  @Test
  void aPacketNeedNotBeginWhereItsBufferDoes() {
    byte[] packet = Packets.toServer(0, FRAMES);
    ByteBuf within = Unpooled.buffer().writeZero(9).writeBytes(packet).writeZero(9);
    ByteBuf slice = within.retainedSlice(9, packet.length);

    assertThat(new PacketOpener(cipher, Packets.KEYS.toServer()).open(slice))
        .isEqualTo(PacketOpener.Verdict.NEWEST);
    assertThat(ByteBufUtil.getBytes(slice)).isEqualTo(FRAMES);
    slice.release();
    within.release();
  }

  @Test
  void whatIsTooShortTooLongOrBeginsOtherwiseIsNoPacket() {
    assertThat(mayBe(bytes().u8(0x47).times(35, 1).toArray())).isTrue();
    assertThat(mayBe(bytes().u8(0x47).times(34, 1).toArray())).isFalse();
    assertThat(mayBe(bytes().u8(0x47).times(1471, 1).toArray())).isTrue();
    assertThat(mayBe(bytes().u8(0x47).times(1472, 1).toArray())).isFalse();
    assertThat(mayBe(bytes().u8(0x46).times(35, 1).toArray())).isFalse();
    assertThat(mayBe()).isFalse();
  }

  private static boolean mayBe(byte... datagram) {
    return SealedPacket.mayBe(Unpooled.wrappedBuffer(datagram));
  }
}
