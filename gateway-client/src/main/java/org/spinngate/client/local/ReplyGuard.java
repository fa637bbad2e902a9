package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.ScpDatagram;

/**
 * Lets at most one reply to each request through to one application, at the last hop: after it
 * nothing can be lost any more. A tool that never compares sequence numbers takes a second reply
 * for the answer to its next request, and reads wrong data from then on (domain: ybug's sequence
 * hole; spinnaker_tools tools/SpiNN/SCP.pm, recv_scp).
 *
 * <pre>
 *            asked              reply passes                asked once more
 *   (free) --------> WAITING ------------------> ANSWERED ------------------> ASKED_AGAIN
 *                      | ^                       or FAILED                        |
 *          application | | asked again               |  later, or more often      |
 *          has given up| |<--------------------------+----------------------------+
 *                      v |
 *                   ABANDONED
 * </pre>
 *
 * <p>It models the application, not the network: also a request that found no tunnel is one that
 * the application now waits for. An application that sends no second request while it waits for a
 * first, or has not for a while, is taken for stop-and-wait. It has given a request up when it has
 * repeated it and then begun another, or when it has repeated it and lets the time between two
 * repetitions pass without asking again.
 *
 * <p>Everything that is not a request or a reply passes, and so does a reply to a request that is
 * not known. Confined to the one event loop; makes no objects.
 */
final class ReplyGuard {
  private static final int SLOTS = 256;

  private static final byte FREE = 0;
  private static final byte WAITING = 1;
  private static final byte ANSWERED = 2;
  private static final byte FAILED = 3;
  private static final byte ASKED_AGAIN = 4;
  private static final byte ABANDONED = 5;

  /** A repetition so soon after the reply may have been sent before it; tools wait up to 1 s. */
  static final long CROSSING = TimeUnit.MILLISECONDS.toNanos(900);

  /** The same after an error, which some tools repeat on purpose after 100 ms. */
  static final long CROSSING_AN_ERROR = TimeUnit.MILLISECONDS.toNanos(20);

  /** When a request is forgotten; long before its 16-bit number can have been used up. */
  static final long MEMORY = TimeUnit.SECONDS.toNanos(30);

  /** After so many requests without another beside them, it is one at a time again. */
  private static final int ALONE_FOR_LONG = 32;

  private final byte[] states = new byte[SLOTS];
  private final char[] sequences = new char[SLOTS];
  private final int[] contents = new int[SLOTS];
  private final long[] askedNanos = new long[SLOTS];
  private final long[] answeredNanos = new long[SLOTS];

  private boolean oneAtATime = true;
  private int alone;
  private int latest;
  private long pauseNanos;

  /** The application has sent a datagram, whether or not a tunnel took it. */
  void asked(ByteBuf datagram, long now) {
    if (!ScpDatagram.isRequest(datagram)) {
      return;
    }
    int sequence = ScpDatagram.sequence(datagram);
    int slot = sequence % SLOTS;
    int content = ByteBufUtil.hashCode(datagram);
    if (knows(sequence, now) && contents[slot] == content) {
      repeated(slot, now);
    } else {
      sequences[slot] = (char) sequence;
      contents[slot] = content;
      begin(slot, now);
    }
  }

  /**
   * This program stood still, and what the application asked meanwhile is dropped unseen. It may
   * have given up what it waited for before.
   */
  void stoodStill() {
    if (oneAtATime && states[latest] == WAITING) {
      states[latest] = ABANDONED;
    }
  }

  private boolean knows(int sequence, long now) {
    int slot = sequence % SLOTS;
    return states[slot] != FREE && sequences[slot] == sequence && now - askedNanos[slot] < MEMORY;
  }

  /** The application wants something else than what it wanted last. */
  private void begin(int slot, long now) {
    if (states[latest] != WAITING) {
      alone++;
      oneAtATime |= alone >= ALONE_FOR_LONG;
    } else if (pauseNanos > 0 && now - askedNanos[latest] >= ScpDatagram.SHORTEST_PATIENCE) {
      states[latest] = oneAtATime ? ABANDONED : WAITING;
    } else {
      // Nobody gives up what he has not repeated: this one can wait for several.
      alone = 0;
      oneAtATime = false;
    }
    pauseNanos = 0;
    await(slot, now);
  }

  private void await(int slot, long now) {
    latest = slot;
    states[slot] = WAITING;
    askedNanos[slot] = now;
  }

  private void repeated(int slot, long now) {
    switch (states[slot]) {
      case WAITING, ABANDONED -> repeatedUnanswered(slot, now);
      case ANSWERED -> repeatedAnswered(slot, now, CROSSING);
      case FAILED -> repeatedAnswered(slot, now, CROSSING_AN_ERROR);
      default -> repeatedOften(slot, now);
    }
  }

  private void repeatedUnanswered(int slot, long now) {
    // An application that repeats an earlier request has had several requests outstanding all the
    // time.
    oneAtATime &= slot == latest;
    long pause = now - askedNanos[slot];
    if (pause >= ScpDatagram.SHORTEST_PATIENCE) {
      pauseNanos = pause;
    }
    await(slot, now);
  }

  private void repeatedAnswered(int slot, long now, long crossing) {
    if (now - answeredNanos[slot] >= crossing) {
      begin(slot, now);
    } else {
      states[slot] = ASKED_AGAIN;
      askedNanos[slot] = now;
    }
  }

  /** An application that asks twice after the reply has not got it. */
  private void repeatedOften(int slot, long now) {
    boolean late = now - answeredNanos[slot] >= CROSSING;
    if (late || now - askedNanos[slot] >= ScpDatagram.SHORTEST_PATIENCE) {
      begin(slot, now);
    }
  }

  /**
   * A datagram for the application, which will get it if the answer is null.
   *
   * @return why the application must not get it
   */
  @Nullable DropReason refuses(ByteBuf datagram, long now) {
    if (!ScpDatagram.isReply(datagram) || !knows(ScpDatagram.sequence(datagram), now)) {
      return null;
    }
    int slot = ScpDatagram.sequence(datagram) % SLOTS;
    if (states[slot] != WAITING && states[slot] != ABANDONED) {
      return DropReason.DUPLICATE_REPLY;
    }
    if (oneAtATime && (states[slot] == ABANDONED || hasGivenUp(slot, now))) {
      states[slot] = ABANDONED;
      return DropReason.ABANDONED_REPLY;
    }
    states[slot] = ScpDatagram.code(datagram) == ScpDatagram.OK ? ANSWERED : FAILED;
    answeredNanos[slot] = now;
    return null;
  }

  private boolean hasGivenUp(int slot, long now) {
    return slot == latest && pauseNanos > 0 && now - askedNanos[slot] > pauseNanos;
  }
}
