package org.spinngate.protocol.testing;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Bytes as a person would write them down: {@code bytes().u16(5).string("alice")}, big-endian. */
public final class ByteScript {
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private ByteScript() {}

  /** An empty script. */
  public static ByteScript bytes() {
    return new ByteScript();
  }

  public ByteScript u8(int value) {
    return number(value, 1);
  }

  public ByteScript u16(int value) {
    return number(value, 2);
  }

  public ByteScript u32(long value) {
    return number(value, 4);
  }

  public ByteScript u64(long value) {
    return number(value, 8);
  }

  /** A two-byte count and the UTF-8 bytes. */
  public ByteScript string(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return u16(utf8.length).raw(utf8);
  }

  /** The UTF-8 bytes alone. */
  public ByteScript text(String text) {
    return raw(text.getBytes(StandardCharsets.UTF_8));
  }

  public ByteScript raw(byte... bytes) {
    written.writeBytes(bytes);
    return this;
  }

  /** One byte, {@code count} times. */
  public ByteScript times(int count, int value) {
    for (int i = 0; i < count; i++) {
      u8(value);
    }
    return this;
  }

  public byte[] toArray() {
    return written.toByteArray();
  }

  /** A buffer on the heap, which nobody needs to release. */
  public ByteBuf toBuffer() {
    return Unpooled.wrappedBuffer(toArray());
  }

  private ByteScript number(long value, int bytes) {
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      written.write((int) (value >>> shift));
    }
    return this;
  }
}
