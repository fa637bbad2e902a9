package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.SealingKey;
import org.spinngate.protocol.sealed.PacketOpener.Verdict;

/** What somebody on the way may make of a packet. */
class TamperTest {
  private static final int COUNTER = 5;
  private static final byte[] PACKET =
      Packets.toServer(COUNTER, Packets.scp(0x11223344, 0x102, "datagram"));

  private final PacketOpener opener = new PacketOpener(new PacketCipher(), Packets.KEYS.toServer());

  /** Nothing has happened: not to the buffer, and not to the window. */
  private void assertWorthless(byte... packet) {
    ByteBuf buffer = Unpooled.wrappedBuffer(packet.clone());

    assertThat(opener.open(buffer)).isEqualTo(Verdict.WORTHLESS);
    assertThat(ByteBufUtil.getBytes(buffer)).isEqualTo(packet);
    assertThat(opener.highest()).isEqualTo(-1);
  }

  private Verdict open(byte... packet) {
    return opener.open(Unpooled.wrappedBuffer(packet.clone()));
  }

  @Test
  void everyBitMatters() {
    for (int bit = 0; bit < PACKET.length * Byte.SIZE; bit++) {
      byte[] flipped = PACKET.clone();
      flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertWorthless(flipped);
    }

    assertThat(open(PACKET)).isEqualTo(Verdict.NEWEST);
  }

  @Test
  void nothingMayBeMissingAtTheEnd() {
    for (int length = PACKET.length - 1; length >= 36; length--) {
      assertWorthless(Arrays.copyOf(PACKET, length));
    }

    assertThat(open(PACKET)).isEqualTo(Verdict.NEWEST);
  }

  @Test
  void nothingMayBeAdded() {
    for (int length = PACKET.length + 1; length <= 1350; length += 13) {
      assertWorthless(Arrays.copyOf(PACKET, length));
    }

    assertThat(open(PACKET)).isEqualTo(Verdict.NEWEST);
  }

  @Test
  void aPacketOfTheOtherDirectionIsWorthless() {
    assertWorthless(Packets.toClient(COUNTER, Packets.scp(0, 1, "back to you")));
  }

  @Test
  void aPacketOfAnotherKeyOrSaltIsWorthless() {
    SealingKey right = Packets.KEYS.toServer();
    SealingKey otherKey = new SealingKey(right.high(), right.low() + 1, right.salt());
    SealingKey otherSalt = new SealingKey(right.high(), right.low(), right.salt() + 1);
    byte[] frames = Packets.scp(0, 1, "x");

    assertWorthless(Packets.sealed(otherKey, Packets.INDEX, COUNTER, frames));
    assertWorthless(Packets.sealed(otherSalt, Packets.INDEX, COUNTER, frames));
  }

  @Test
  void aHighCounterWithoutAKeyDoesNotMoveTheWindow() {
    byte[] forged = PACKET.clone();
    Arrays.fill(forged, 6, 13, (byte) 0x7F);

    assertWorthless(forged);
    assertThat(open(PACKET)).isEqualTo(Verdict.NEWEST);
    assertThat(opener.highest()).isEqualTo(COUNTER);
  }
}
