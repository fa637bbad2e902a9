package org.spinngate.simulated;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * {@code IPTAG} (public source: spinnaker_tools scamp-cmd.c, {@code cmd_iptag}).
 *
 * <pre>
 *          31   28 27     24 23   16 15        8 7    0
 *         +-------+---------+-------+-----------+------+
 *  arg1   | flags | timeout |  op   | dest port | tag  |   flags: 4 use sender, 2 reverse, 1 strip
 *         +-------+---------+-------+-----------+------+
 *  arg2   |    dest chip    |         port             |   of the host, or to listen on if reverse
 *         +-----------------+--------------------------+
 *  arg3   |  IPv4 address, first octet first           |   0: the requester's
 *         +--------------------------------------------+
 * </pre>
 *
 * <p>A tag can be set by a request that wants no reply, as any other command. {@code NEW} takes a
 * tag of the pool, after the one that the request itself was lent. SC&amp;MP 3.1.0 knows no "use
 * sender".
 *
 * <p>Every chip has a table. That of a chip without Ethernet answers alike, but its tags wait for
 * ARP for ever and know no requester; nothing goes through them. Nor is a requester known who came
 * in through another chip's Ethernet.
 */
final class TagCommands {
  private static final int NEW = 0;
  private static final int SET = 1;
  private static final int GET = 2;
  private static final int CLEAR = 3;
  private static final int TRANSIENT_TIMEOUT = 4;
  private static final int ADDRESS_OFFSET = 22;

  private final Seat seat;
  private final TagTable own;
  private final ScampRelease release;

  /**
   * @param seat the chips, and which of them has this Ethernet
   * @param own the tags of that one
   */
  TagCommands(Seat seat, TagTable own, ScampRelease release) {
    this.seat = seat;
    this.own = own;
    this.release = release;
  }

  ReturnCode execute(Chip chip, ScpRequest request, ScpReply reply) {
    int tag = request.argument1() & 0xFF;
    if (tag >= TagTable.SIZE) {
      return ReturnCode.ARG;
    }
    TagTable tags = table(chip);
    InetSocketAddress requester = chip == seat.own() ? request.sender() : TagEntry.NOWHERE;
    return switch (request.argument1() >>> 16 & 0xFF) {
      case NEW -> set(tags, tags.free(), requester, request, reply);
      case SET -> set(tags, tag, requester, request, reply);
      case GET -> get(tags, tag, request, reply);
      case CLEAR -> clear(tags, tag);
      case TRANSIENT_TIMEOUT -> transientTimeout(tags, request, reply);
      default -> ReturnCode.ARG;
    };
  }

  private TagTable table(Chip chip) {
    return seat.grid().tags(chip, () -> own.unconnected(release));
  }

  private ReturnCode set(
      TagTable tags, int tag, InetSocketAddress requester, ScpRequest request, ScpReply reply) {
    if (tag != TagTable.NONE) {
      boolean useSender = useSender(request) && release.knowsUseSender();
      InetSocketAddress sender = useSender ? remembered(tags, tag, request) : requester;
      int port = useSender ? sender.getPort() : request.argument2() & 0xFFFF;
      tags.set(tag, setting(request, sender.getAddress().getAddress(), port));
    }
    reply.word(tag);
    return ReturnCode.OK;
  }

  /** A tag without address is for the given host, unless it is reverse. */
  private static TagCommand setting(ScpRequest request, byte[] host, int port) {
    int ticks = ticks(request);
    int flags = flags(request);
    boolean reverse = (flags & TagEntry.REVERSE) != 0;
    boolean given = reverse || request.argument3() != 0;
    byte[] address = given ? givenAddress(request) : host;
    return new TagCommand(
        flags,
        ticks,
        TagEntry.address(address, reverse ? 0 : port),
        reverse ? request.argument2() & 0xFFFF : 0,
        request.argument2() >>> 16,
        request.argument1() >>> 8 & 0xFF);
  }

  private static int ticks(ScpRequest request) {
    return TagEntry.ticks(request.argument1() >>> 24 & 0xF);
  }

  /** The board ORs the timeout into the flags; nobody relies on it, but it is what happens. */
  private static int flags(ScpRequest request) {
    return (request.argument1() >>> 20 & 0xF00) | ticks(request);
  }

  private static boolean useSender(ScpRequest request) {
    return (flags(request) & TagEntry.USE_SENDER) != 0;
  }

  /**
   * What the tag of the request points at. A tag that is set through itself was wiped before; and a
   * request that wants no reply has none: the board reads what lies after its table, this one 0.
   */
  private static InetSocketAddress remembered(TagTable tags, int tag, ScpRequest request) {
    boolean other = request.tag() < TagTable.SIZE && request.tag() != tag;
    return other ? tags.entry(request.tag()).destination() : TagEntry.NOWHERE;
  }

  private static byte[] givenAddress(ScpRequest request) {
    return Arrays.copyOfRange(request.bytes(), ADDRESS_OFFSET, ADDRESS_OFFSET + 4);
  }

  private static ReturnCode get(TagTable tags, int tag, ScpRequest request, ScpReply reply) {
    int size = request.argument2() * TagEntry.LENGTH;
    if (Integer.compareUnsigned(size, ScpRequest.MAX_DATA) > 0) {
      return ReturnCode.ARG;
    }
    int offset = reply.reserve(size);
    int end = Math.min(TagTable.SIZE, tag + size / TagEntry.LENGTH);
    for (int index = tag; index < end; index++) {
      int at = offset + (index - tag) * TagEntry.LENGTH;
      ByteBuffer into = ByteBuffer.wrap(reply.bytes(), at, TagEntry.LENGTH);
      tags.entry(index).encode(into, tags.now());
    }
    return ReturnCode.OK;
  }

  private static ReturnCode clear(TagTable tags, int tag) {
    tags.clear(tag);
    return ReturnCode.OK;
  }

  private static ReturnCode transientTimeout(TagTable tags, ScpRequest request, ScpReply reply) {
    int pool = TagTable.SIZE - TagTable.FIXED;
    int old = tags.transientTimeout();
    reply.word(TagTable.FIXED << 24 | pool << 16 | TagEntry.LENGTH << 8 | old);
    if (Integer.compareUnsigned(request.argument2(), 16) < 0) {
      tags.transientTimeout(request.argument2());
    }
    return ReturnCode.OK;
  }
}
