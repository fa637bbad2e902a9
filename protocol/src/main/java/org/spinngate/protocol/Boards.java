package org.spinngate.protocol;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Boards that a user may use, a page at a time.
 *
 * <pre>
 *  +---------+---------+      +-------------+--------+----------+---------+-------------+------------+
 *  | more    | count   | then | name        | shared | holder   | waiting | comment     | state      |
 *  | flag    | 1 byte  | each | string, 64  | flag   | Holder   | 2 bytes | string, 200 | string, 64 |
 *  +---------+---------+      +-------------+--------+----------+---------+-------------+------------+
 * </pre>
 *
 * @param entries in the operator's order
 * @param more whether another page follows
 * @param extras the tail of this page
 */
public record Boards(List<Entry> entries, boolean more, Extras extras) implements GrowingMessage {
  /** The most entries of one page. */
  public static final int PAGE = 32;

  private static final int MAX_COMMENT = 200;
  private static final int MAX_STATE = 64;

  /** Copies the list. */
  public Boards {
    entries = List.copyOf(entries);
  }

  /** A page without a tail. */
  public Boards(List<Entry> entries, boolean more) {
    this(entries, more, Extras.NONE);
  }

  /**
   * One board as its users see it.
   *
   * @param name the name to give to {@code --board}
   * @param shared whether several users may have it at once
   * @param holder who has it, if anybody; of several, the first
   * @param waiting how many are in the queue
   * @param comment the operator's words
   * @param state what the board is, in words such as {@code booted SC&MP 4.0.0}
   */
  public record Entry(
      String name,
      boolean shared,
      Optional<Holder> holder,
      int waiting,
      String comment,
      String state) {}

  /** Cuts a whole list into pages, at least one. */
  public static List<Boards> pages(List<Entry> all) {
    List<Boards> pages = new ArrayList<>();
    int from = 0;
    do {
      int to = Math.min(all.size(), from + PAGE);
      pages.add(new Boards(all.subList(from, to), to < all.size()));
      from = to;
    } while (from < all.size());
    return pages;
  }

  @Override
  public MessageType type() {
    return MessageType.BOARDS;
  }

  @Override
  public Boards with(Extras other) {
    return new Boards(entries, more, other);
  }

  @Override
  public void writeFields(ByteBuf out) {
    Wire.writeFlag(out, more);
    out.writeByte(entries.size());
    for (Entry entry : entries) {
      Wire.writeString(out, entry.name, Open.MAX_BOARD);
      Wire.writeFlag(out, entry.shared);
      Holder.write(out, entry.holder);
      out.writeShort(Math.min(entry.waiting, 0xFFFF));
      Wire.writeString(out, Wire.shortened(entry.comment, MAX_COMMENT), MAX_COMMENT);
      Wire.writeString(out, Wire.shortened(entry.state, MAX_STATE), MAX_STATE);
    }
  }

  static Boards read(ByteBuf in) {
    boolean more = Wire.readFlag(in);
    int count = Wire.readByte(in);
    if (count > PAGE) {
      throw new ProtocolViolation("page of " + count + " boards");
    }
    List<Entry> entries = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      entries.add(
          new Entry(
              Wire.readString(in, Open.MAX_BOARD),
              Wire.readFlag(in),
              Holder.read(in),
              Wire.readShort(in),
              Wire.readString(in, MAX_COMMENT),
              Wire.readString(in, MAX_STATE)));
    }
    return new Boards(entries, more, Extras.read(in));
  }
}
