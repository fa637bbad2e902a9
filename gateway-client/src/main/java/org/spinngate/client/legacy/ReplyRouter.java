package org.spinngate.client.legacy;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.ScpDatagram;

/**
 * Knows which flow waits for which reply. An old server has one UDP socket towards the board and
 * answers one peer, so replies for all local applications come back on one line, and nothing but
 * their own bytes says whose they are.
 *
 * <pre>
 *  0     2       3     4      5      6         8         10            12
 *  +-----+-------+-----+------+------+---------+---------+-------------+----------+----
 *  | pad | flags | tag | dest | from | to chip | chip of | command or  | sequence | ...
 *  |     |       |     | port | port |         | sender  | return code | number   |
 *  +-----+-------+-----+------+------+---------+---------+-------------+----------+----
 * </pre>
 *
 * <ul>
 *   <li>A reply goes to the flow that has a request with its sequence number outstanding, to the
 *       core that the reply comes from; if several have, to the one that has waited longest.
 *   <li>A second reply goes where the first went, which refuses it.
 *   <li>Everything else is live output or an event. It goes to the flow that asked for an IP tag
 *       last, since the board sends there what a program says; without such a flow, to the one that
 *       sent something last.
 * </ul>
 *
 * <p>What this cannot do: a reply that comes later than any tool waits for it, {@link #PATIENCE},
 * is given to another application that asked the same core under the same sequence number
 * meanwhile; within that time such a request has to wait ({@link #mustWait}). And live output for
 * several applications all goes to one of them. A gateway does better, since it has a socket at the
 * board for each application.
 *
 * <p>Numbers are little-endian. Source: domain, what the board does with a datagram; IPTAG.
 * Confined to the event loop; makes no objects.
 */
final class ReplyRouter {
  /** Nobody. */
  static final int NOBODY = 0;

  /** No tool waits longer than a second before it asks again, or gives up. */
  static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(1_100);

  /** For so long a second reply, or a late one, still finds its flow. */
  private static final long MEMORY = TimeUnit.SECONDS.toNanos(5);

  private static final int SLOTS = 1024;

  private static final int TO_PORT = 4;
  private static final int FROM_PORT = 5;
  private static final int TO_CHIP = 6;
  private static final int FROM_CHIP = 8;
  private static final int IPTAG = 26;
  private static final int OPERATION = 16;
  private static final int SET = 1;
  private static final int ANY_CHIP = 0xFFFF;

  private final char[] sequences = new char[SLOTS];
  private final int[] places = new int[SLOTS];
  private final int[] flows = new int[SLOTS];
  private final long[] askedNanos = new long[SLOTS];
  private final boolean[] open = new boolean[SLOTS];
  private int oldest;
  private int count;
  private int latestFlow = NOBODY;
  private int tagFlow = NOBODY;

  /** Whether another flow waits for a reply that could not be told from the one to this. */
  boolean mustWait(int flow, ByteBuf datagram, long now) {
    if (!ScpDatagram.isRequest(datagram)) {
      return false;
    }
    int sequence = ScpDatagram.sequence(datagram);
    for (int i = 0; i < count; i++) {
      int slot = (oldest + i) % SLOTS;
      if (sequences[slot] == sequence && flows[slot] != flow && isWaiting(slot, now)) {
        return true;
      }
    }
    return false;
  }

  private boolean isWaiting(int slot, long now) {
    return open[slot] && now - askedNanos[slot] < PATIENCE;
  }

  /** A datagram of a flow is on its way to the board. */
  void sent(int flow, ByteBuf datagram, long now) {
    latestFlow = flow;
    if (!ScpDatagram.isRequest(datagram)) {
      return;
    }
    if (setsTag(datagram)) {
      tagFlow = flow;
    }
    char sequence = (char) ScpDatagram.sequence(datagram);
    int place = place(datagram, TO_PORT, TO_CHIP);
    closeRepeated(flow, sequence, place);
    forget(now);
    int slot = (oldest + count) % SLOTS;
    count++;
    sequences[slot] = sequence;
    places[slot] = place;
    flows[slot] = flow;
    askedNanos[slot] = now;
    open[slot] = true;
  }

  private static boolean setsTag(ByteBuf request) {
    int start = request.readerIndex();
    return ScpDatagram.code(request) == IPTAG
        && request.readableBytes() > OPERATION
        && request.getUnsignedByte(start + OPERATION) <= SET;
  }

  private static int place(ByteBuf datagram, int port, int chip) {
    int start = datagram.readerIndex();
    return datagram.getUnsignedByte(start + port) << 16 | datagram.getUnsignedShortLE(start + chip);
  }

  /** An application that asks again waits from now on. */
  private void closeRepeated(int flow, char sequence, int place) {
    for (int i = 0; i < count; i++) {
      int slot = (oldest + i) % SLOTS;
      if (sequences[slot] == sequence && flows[slot] == flow && places[slot] == place) {
        open[slot] = false;
      }
    }
  }

  /** Makes room: of what nobody waits for any more, or of the oldest. */
  private void forget(long now) {
    while (count > 0 && (count == SLOTS || now - askedNanos[oldest] >= MEMORY)) {
      oldest = (oldest + 1) % SLOTS;
      count--;
    }
  }

  /** Whose datagram from the board this is, or {@link #NOBODY}. */
  int ownerOf(ByteBuf datagram, long now) {
    if (!ScpDatagram.isReply(datagram)) {
      return tagFlow == NOBODY ? latestFlow : tagFlow;
    }
    int slot = slotOf(datagram, now);
    if (slot < 0) {
      return NOBODY;
    }
    open[slot] = false;
    return flows[slot];
  }

  /** The request that it answers: what is outstanding first, and the oldest of these. */
  private int slotOf(ByteBuf reply, long now) {
    int sequence = ScpDatagram.sequence(reply);
    int place = place(reply, FROM_PORT, FROM_CHIP);
    int elsewhere = -1;
    int answered = -1;
    for (int i = 0; i < count; i++) {
      int slot = (oldest + i) % SLOTS;
      if (sequences[slot] != sequence || flows[slot] == NOBODY) {
        continue;
      }
      boolean waiting = isWaiting(slot, now);
      if (waiting && isAt(slot, place)) {
        return slot;
      }
      elsewhere = waiting && elsewhere < 0 ? slot : elsewhere;
      answered = isAt(slot, place) ? slot : answered;
    }
    return answered < 0 ? elsewhere : answered;
  }

  /** A request may leave the chip to the board, which says in the reply which one it was. */
  private boolean isAt(int slot, int place) {
    int asked = places[slot];
    return asked == place || ((asked & ANY_CHIP) == ANY_CHIP && asked >> 16 == place >> 16);
  }

  /** A flow is no more. */
  void closed(int flow) {
    latestFlow = latestFlow == flow ? NOBODY : latestFlow;
    tagFlow = tagFlow == flow ? NOBODY : tagFlow;
    for (int i = 0; i < SLOTS; i++) {
      if (flows[i] == flow) {
        flows[i] = NOBODY;
        open[i] = false;
      }
    }
  }
}
