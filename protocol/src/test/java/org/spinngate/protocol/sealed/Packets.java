package org.spinngate.protocol.sealed;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.spinngate.protocol.Sealing;
import org.spinngate.protocol.SealingKey;
import org.spinngate.protocol.testing.ByteScript;
import org.spinngate.protocol.testing.Samples;

/** Packets made and read by nothing but the drawing and the platform's own cipher. */
final class Packets {
  static final int INDEX = 0x5EA1ED01;

  /** Keys that everybody may know. */
  static final Sealing KEYS = new Sealing(INDEX, Samples.TO_SERVER, Samples.TO_CLIENT);

  /** Those that come after them. */
  static final Sealing NEXT_KEYS =
      new Sealing(0x5EA1ED02, new SealingKey(1, 2, 3), new SealingKey(4, 5, 6));

  private static final int HEADER = 13;
  private static final int COUNT = 0x85;
  private static final int ASK = 0x89;
  private static final int SIZES = 0x8A;

  private Packets() {}

  /** A packet from the client by the first keys. */
  static byte[] toServer(long counter, byte... frames) {
    return sealed(KEYS.toServer(), INDEX, counter, frames);
  }

  /** A packet from the server by the first keys. */
  static byte[] toClient(long counter, byte... frames) {
    return sealed(KEYS.toClient(), INDEX, counter, frames);
  }

  static byte[] sealed(SealingKey key, int index, long counter, byte... frames) {
    byte[] header = ByteScript.bytes().u8(0x47).u32(index).u64(counter).toArray();
    byte[] body = crypt(Cipher.ENCRYPT_MODE, key, header, frames);
    return ByteScript.bytes().raw(header).raw(body).toArray();
  }

  /** The frames of an authentic packet. */
  static byte[] opened(SealingKey key, byte... packet) {
    byte[] header = Arrays.copyOf(packet, HEADER);
    byte[] body = Arrays.copyOfRange(packet, HEADER, packet.length);
    return crypt(Cipher.DECRYPT_MODE, key, header, body);
  }

  private static byte[] crypt(int mode, SealingKey key, byte[] header, byte[] text) {
    byte[] nonce =
        ByteScript.bytes().u32(key.salt()).raw(Arrays.copyOfRange(header, 5, HEADER)).toArray();
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key.bytes(), "AES"), new GCMParameterSpec(128, nonce));
      cipher.updateAAD(header);
      return cipher.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static long counter(byte... packet) {
    return Unpooled.wrappedBuffer(packet).getLong(5);
  }

  static int index(byte... packet) {
    return Unpooled.wrappedBuffer(packet).getInt(1);
  }

  /** How many datagrams had left before a packet, as its second frame says. */
  static long before(SealingKey key, byte... packet) {
    return Unpooled.wrappedBuffer(opened(key, packet)).getUnsignedInt(10);
  }

  /** What stands in a packet, a word for each frame but counts, asks and size reports. */
  static List<String> frames(SealingKey key, byte... packet) {
    ByteBuf frames = Unpooled.wrappedBuffer(opened(key, packet));
    List<String> words = new ArrayList<>();
    while (frames.isReadable()) {
      ByteBuf frame = frames.readSlice(frames.readUnsignedShort());
      int kind = frame.getUnsignedByte(frame.readerIndex());
      if (kind != COUNT && kind != ASK && kind != SIZES) {
        words.add(word(frame));
      }
    }
    return words;
  }

  /** Whether a packet of the client asks for packets. */
  static boolean asksForAny(byte... packet) {
    ByteBuf frames = Unpooled.wrappedBuffer(opened(KEYS.toServer(), packet));
    boolean asks = false;
    while (frames.isReadable()) {
      ByteBuf frame = frames.readSlice(frames.readUnsignedShort());
      asks |= frame.readUnsignedByte() == ASK && frame.isReadable();
    }
    return asks;
  }

  private static String word(ByteBuf frame) {
    int kind = frame.readUnsignedByte();
    return switch (kind) {
      case 0x80 -> "scp " + frame.readUnsignedShort() + " " + text(frame);
      case 0x82 -> "mark " + frame.readUnsignedInt();
      case 0x83 -> "question " + numbers(frame, 4);
      case 0x8B -> "probe " + frame.readUnsignedShort();
      case 0x86 -> "challenge";
      case 0x87 -> "response";
      case 0x84 -> "answer " + numbers(frame, 3) + " " + frame.readUnsignedByte();
      default -> throw new AssertionError("a frame of kind " + kind);
    };
  }

  private static String text(ByteBuf frame) {
    return frame.toString(StandardCharsets.UTF_8);
  }

  private static String numbers(ByteBuf frame, int count) {
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < count; i++) {
      words.append(i == 0 ? "" : " ").append(frame.readUnsignedInt());
    }
    return words.toString();
  }

  static ByteScript mark(long millis) {
    return ByteScript.bytes().u16(5).u8(0x82).u32(millis);
  }

  /** A time mark and a datagram of this text. */
  static byte[] scp(long millis, int flow, String text) {
    return mark(millis).u16(3 + text.length()).u8(0x80).u16(flow).text(text).toArray();
  }

  /** A time mark, how many datagrams left before, and a datagram of this text. */
  static byte[] counted(long millis, int before, int flow, String text) {
    return mark(millis)
        .raw(count(before))
        .u16(3 + text.length())
        .u8(0x80)
        .u16(flow)
        .text(text)
        .toArray();
  }

  /** How many datagrams left before. */
  static byte[] count(int before) {
    return ByteScript.bytes().u16(5).u8(0x85).u32(before).toArray();
  }

  /** A time mark and a question. */
  static byte[] question(long millis, int number, int answered) {
    return mark(millis).u16(17).u8(0x83).u32(number).u32(answered).u64(0).toArray();
  }

  /** A time mark and what repeats a challenge. */
  static byte[] response(long millis, long challenge) {
    return mark(millis).u16(9).u8(0x87).u64(challenge).toArray();
  }

  /** The challenge that is the last frame of a packet from the server. */
  static long challenge(byte... packet) {
    ByteBuf frames = Unpooled.wrappedBuffer(opened(KEYS.toClient(), packet));
    frames.skipBytes(frames.readableBytes() - 11);
    if (frames.readUnsignedShort() != 9 || frames.readUnsignedByte() != 0x86) {
      throw new AssertionError("no challenge");
    }
    return frames.readLong();
  }

  /** A report: packets of so many bytes are taken, and this probe came last. */
  static byte[] sizes(int most, int probe) {
    return ByteScript.bytes().u16(5).u8(0x8A).u16(most).u16(probe).toArray();
  }

  /** A probe with so many zeros. */
  static byte[] probe(int number, int zeros) {
    return ByteScript.bytes().u16(3 + zeros).u8(0x8B).u16(number).times(zeros, 0).toArray();
  }

  /** A time mark and an answer. */
  static byte[] answer(long millis, int number) {
    return mark(millis).u16(14).u8(0x84).u32(number).u64(0).u8(0).toArray();
  }
}
