package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tail of a {@link GrowingMessage}: what was added to the message after its first form, each
 * under a type. Who does not know a type passes over it.
 *
 * <pre>
 *  +---------+             +---------+---------+-------------------+
 *  | count   | then, each  | type    | bytes   | value, bytes long |
 *  | 1 byte  |             | 2 bytes | 2 bytes |                   |
 *  +---------+             +---------+---------+-------------------+
 * </pre>
 *
 * <p>A message without a tail ({@link #NONE}) and one with an empty tail ({@link #of()}) are two
 * things: a tail, even an empty one, says that its sender reads tails.
 *
 * <p>Immutable.
 */
public final class Extras {
  /**
   * What a program that reads tails says in the application-layer protocol negotiation of TLS. Not
   * a version; those are in {@link Hello}.
   */
  public static final String ALPN = "spinngate";

  /** Most extras of one tail. */
  public static final int MOST = 32;

  /** Most bytes of a tail, its count included, so that the largest message still fits a frame. */
  public static final int MAX_BYTES = 2_048;

  /** No tail. */
  public static final Extras NONE = new Extras(false, new TreeMap<>());

  private static final Extras EMPTY = new Extras(true, new TreeMap<>());

  private static final int COUNT_BYTES = 1;
  private static final int HEADER_BYTES = 4;
  private static final int MAX_TYPE = 0xFFFF;

  private final boolean present;

  /** Neither changed nor shown to anybody. */
  private final SortedMap<Integer, ByteBuffer> values;

  private Extras(boolean present, SortedMap<Integer, ByteBuffer> values) {
    this.present = present;
    this.values = values;
  }

  /** An empty tail. */
  public static Extras of() {
    return EMPTY;
  }

  /**
   * A tail with one more extra.
   *
   * @param type 0 to 65,535, of none that is there
   * @param value copied
   * @throws IllegalArgumentException if the tail has the type already or would be too long
   */
  public Extras plus(int type, byte... value) {
    if (type < 0 || type > MAX_TYPE || values.containsKey(type)) {
      throw new IllegalArgumentException("extra of type " + type + " where none is allowed");
    }
    SortedMap<Integer, ByteBuffer> more = new TreeMap<>(values);
    more.put(type, ByteBuffer.wrap(value.clone()));
    Extras longer = new Extras(true, more);
    if (more.size() > MOST || longer.bytes() > MAX_BYTES) {
      throw new IllegalArgumentException("tail longer than is allowed");
    }
    return longer;
  }

  private int bytes() {
    return values.values().stream()
        .mapToInt(value -> HEADER_BYTES + value.remaining())
        .reduce(COUNT_BYTES, Integer::sum);
  }

  /** Whether there is a tail at all. */
  public boolean present() {
    return present;
  }

  /** A copy of the value of a type, if there is such an extra. */
  public Optional<byte[]> value(int type) {
    return Optional.ofNullable(values.get(type)).map(Extras::copy);
  }

  private static byte[] copy(ByteBuffer value) {
    byte[] copy = new byte[value.remaining()];
    value.duplicate().get(copy);
    return copy;
  }

  void write(ByteBuf out) {
    if (present) {
      out.writeByte(values.size());
      values.forEach(
          (type, value) ->
              out.writeShort(type).writeShort(value.remaining()).writeBytes(value.duplicate()));
    }
  }

  /** Reads the tail of a message, if anything is left of it. */
  static Extras read(ByteBuf in) {
    if (!in.isReadable()) {
      return NONE;
    }
    if (in.readableBytes() > MAX_BYTES) {
      throw new ProtocolViolation("tail of " + in.readableBytes() + " bytes");
    }
    int count = Wire.readByte(in);
    if (count > MOST) {
      throw new ProtocolViolation("tail of " + count + " extras");
    }
    SortedMap<Integer, ByteBuffer> values = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      int type = Wire.readShort(in);
      if (values.put(type, ByteBuffer.wrap(Wire.readBytes(in))) != null) {
        throw new ProtocolViolation("two extras of type " + type);
      }
    }
    return values.isEmpty() ? EMPTY : new Extras(true, values);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Extras extras
        && present == extras.present
        && values.equals(extras.values);
  }

  @Override
  public int hashCode() {
    return Boolean.hashCode(present) + values.hashCode();
  }

  /** The types alone: a value may be a secret. */
  @Override
  public String toString() {
    return present ? values.keySet().toString() : "none";
  }
}
