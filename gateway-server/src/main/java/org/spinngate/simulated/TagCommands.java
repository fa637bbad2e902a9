package org.spinngate.simulated;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
 */
final class TagCommands {
  private static final int NEW = 0;
  private static final int SET = 1;
  private static final int GET = 2;
  private static final int CLEAR = 3;
  private static final int TRANSIENT_TIMEOUT = 4;
  private static final int ADDRESS_OFFSET = 22;

  private final TagTable tags;

  TagCommands(TagTable tags) {
    this.tags = tags;
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
    @Nullable TagEntry requester = tags.valid(request.tag());
    if (requester == null) {
      return ReturnCode.ARG;
    }
    if (tag != TagTable.NONE) {
      program(tag, requester, request);
    }
    reply.word(tag);
    return ReturnCode.OK;
  }

  private void program(int tag, TagEntry requester, ScpRequest request) {
    int ticks = TagEntry.ticks(request.argument1() >>> 24 & 0xF);
    // The board ORs the timeout into the flags; nobody relies on it, but it is what happens.
    int flags = (request.argument1() >>> 20 & 0xF00) | ticks | TagEntry.VALID;
    InetSocketAddress to = destination(flags, requester.destination(), request);
    tags.program(tag, to, flags, ticks);
    if ((flags & TagEntry.REVERSE) != 0) {
      int port = request.argument2() & 0xFFFF;
      tags.receive(tag, port, request.argument2() >>> 16, request.argument1() >>> 8 & 0xFF);
      if (ticks != 0) {
        tags.expireAfter(tag, ticks);
      }
    }
  }

  private static InetSocketAddress destination(
      int flags, InetSocketAddress requester, ScpRequest request) {
    boolean reverse = (flags & TagEntry.REVERSE) != 0;
    byte[] address = Arrays.copyOfRange(request.bytes(), ADDRESS_OFFSET, ADDRESS_OFFSET + 4);
    if (request.argument3() == 0 && !reverse) {
      address = requester.getAddress().getAddress();
    }
    int port = request.argument2() & 0xFFFF;
    if (reverse) {
      port = 0;
    } else if ((flags & TagEntry.USE_SENDER) != 0) {
      port = requester.getPort();
    }
    return TagEntry.address(address, port);
  }

  private ReturnCode get(int tag, ScpRequest request, ScpReply reply) {
    int count = request.argument2();
    if (count < 0 || count > ScpRequest.MAX_DATA / TagEntry.LENGTH) {
      return ReturnCode.ARG;
    }
    int offset = reply.reserve(count * TagEntry.LENGTH);
    for (int index = 0; index < count && tag + index < TagTable.SIZE; index++) {
      int at = offset + index * TagEntry.LENGTH;
      ByteBuffer into = ByteBuffer.wrap(reply.bytes(), at, TagEntry.LENGTH);
      tags.entry(tag + index).encode(into, tags.now());
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
