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
 */
final class TagCommands {
  private static final int NEW = 0;
  private static final int SET = 1;
  private static final int GET = 2;
  private static final int CLEAR = 3;
  private static final int TRANSIENT_TIMEOUT = 4;
  private static final int ADDRESS_OFFSET = 22;

  private final TagTable tags;
  private final ScampRelease release;

  TagCommands(TagTable tags, ScampRelease release) {
    this.tags = tags;
    this.release = release;
  }

  ReturnCode execute(Chip chip, ScpRequest request, ScpReply reply) {
    int tag = request.argument1() & 0xFF;
    // Chips without Ethernet have no tags to offer.
    if (tag >= TagTable.SIZE || !chip.isRoot()) {
      return ReturnCode.ARG;
    }
    return switch (request.argument1() >>> 16 & 0xFF) {
      case NEW -> set(tags.free(), request, reply);
      case SET -> set(tag, request, reply);
      case GET -> get(tag, request, reply);
      case CLEAR -> clear(tag);
      case TRANSIENT_TIMEOUT -> transientTimeout(request, reply);
      default -> ReturnCode.ARG;
    };
  }

  private ReturnCode set(int tag, ScpRequest request, ScpReply reply) {
    if (tag != TagTable.NONE) {
      tags.set(tag, setting(tag, request));
    }
    reply.word(tag);
    return ReturnCode.OK;
  }

  private TagSetting setting(int tag, ScpRequest request) {
    int ticks = TagEntry.ticks(request.argument1() >>> 24 & 0xF);
    // The board ORs the timeout into the flags; nobody relies on it, but it is what happens.
    int flags = (request.argument1() >>> 20 & 0xF00) | ticks;
    int port = request.argument2() & 0xFFFF;
    int chip = request.argument2() >>> 16;
    int core = request.argument1() >>> 8 & 0xFF;
    if ((flags & TagEntry.REVERSE) != 0) {
      byte[] address = givenAddress(request);
      return new TagSetting(flags, ticks, TagEntry.address(address, 0), port, chip, core);
    }
    return new TagSetting(flags, ticks, host(tag, flags, request), 0, chip, core);
  }

  /**
   * Where the output of a tag goes that is not reverse: with "use sender", to the port that the
   * request came from, as the request's own tag remembers it; and to that tag's address or the
   * requester's if the request gives none.
   */
  private InetSocketAddress host(int tag, int flags, ScpRequest request) {
    boolean useSender = (flags & TagEntry.USE_SENDER) != 0 && release.knowsUseSender();
    InetSocketAddress sender = useSender ? remembered(tag, request) : request.sender();
    int port = useSender ? sender.getPort() : request.argument2() & 0xFFFF;
    boolean given = request.argument3() != 0;
    byte[] address = given ? givenAddress(request) : sender.getAddress().getAddress();
    return TagEntry.address(address, port);
  }

  /**
   * What the tag of the request points at. A tag that is set through itself was wiped before; and a
   * request that wants no reply has none: the board reads what lies behind its table, this one 0.
   */
  private InetSocketAddress remembered(int tag, ScpRequest request) {
    boolean other = request.tag() < TagTable.SIZE && request.tag() != tag;
    return other ? tags.entry(request.tag()).destination() : TagEntry.NOWHERE;
  }

  private static byte[] givenAddress(ScpRequest request) {
    return Arrays.copyOfRange(request.bytes(), ADDRESS_OFFSET, ADDRESS_OFFSET + 4);
  }

  private ReturnCode get(int tag, ScpRequest request, ScpReply reply) {
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

  private ReturnCode clear(int tag) {
    tags.clear(tag);
    return ReturnCode.OK;
  }

  private ReturnCode transientTimeout(ScpRequest request, ScpReply reply) {
    int pool = TagTable.SIZE - TagTable.FIXED;
    int old = tags.transientTimeout();
    reply.word(TagTable.FIXED << 24 | pool << 16 | TagEntry.LENGTH << 8 | old);
    if (Integer.compareUnsigned(request.argument2(), 16) < 0) {
      tags.transientTimeout(request.argument2());
    }
    return ReturnCode.OK;
  }
}
