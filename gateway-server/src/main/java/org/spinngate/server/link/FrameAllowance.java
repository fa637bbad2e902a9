package org.spinngate.server.link;

import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DataFrame;
import org.spinngate.protocol.MessageType;

/**
 * The frames that one connection may bring, each with a price by the work that it makes. A small
 * frame can cost as much as a large one, so bytes are no measure. Who brings more has to wait:
 * reading pauses until it is paid. Nothing is lost by that, and no client of ours comes near it.
 *
 * <p>The connections of one user have a common allowance besides, which is half of what they would
 * have if there were as many as there may be.
 *
 * <p>Confined to the event loop of the connection.
 */
final class FrameAllowance implements IntToLongFunction {
  /** 200 in a second: messages, and boot datagrams, of which a board takes 100 in a second. */
  private static final long MESSAGE = TimeUnit.MILLISECONDS.toNanos(5);

  /** A list of boards is put together for each. */
  private static final long LIST = TimeUnit.MILLISECONDS.toNanos(50);

  /** A login, or the beginning of a session: milliseconds of work. */
  private static final long BEGINNING = TimeUnit.MILLISECONDS.toNanos(500);

  /** SCP datagrams and time marks, 200,000 in a second: a session's own limit is below. */
  private static final long DATA = TimeUnit.MICROSECONDS.toNanos(5);

  /** So many of them are paid together. */
  private static final int DATA_TOGETHER = 64;

  /** Pauses are so much longer, or there would be one for each frame. */
  private static final long LEAST_PAUSE = TimeUnit.MILLISECONDS.toNanos(50);

  private final FrameAllowances all;
  private final String peer;
  private final Credit own;
  private @Nullable Credit ofUser;
  private String user = "not logged in";
  private int unpaidData;

  FrameAllowance(FrameAllowances all, String peer) {
    this.all = all;
    this.peer = peer;
    this.own = new Credit(() -> 1, all.now());
  }

  /** From here on it is this user's. */
  void loggedIn(String name) {
    user = name;
    ofUser = all.of(name);
  }

  /**
   * Pays for a frame.
   *
   * @return for how many nanoseconds nothing more should be read
   */
  @Override
  public long applyAsLong(int kind) {
    if (DataFrame.isScp(kind) || kind == DataFrame.TIME_MARK_KIND) {
      unpaidData++;
      if (unpaidData < DATA_TOGETHER) {
        return 0;
      }
      unpaidData = 0;
      return pay(DATA * DATA_TOGETHER);
    }
    return pay(price(kind));
  }

  private static long price(int kind) {
    if (kind == MessageType.HELLO.code()
        || kind == MessageType.OPEN.code()
        || kind == MessageType.RESUME.code()) {
      return BEGINNING;
    }
    return kind == MessageType.LIST_BOARDS.code() ? LIST : MESSAGE;
  }

  private long pay(long price) {
    long now = all.now();
    long mine = own.buy(price, now);
    long users = ofUser == null ? 0 : ofUser.buy(price, now);
    if (mine == 0 && users == 0) {
      return 0;
    }
    all.paused(mine >= users ? FramePayer.CONNECTION : FramePayer.USER, user, peer);
    return Math.max(mine, users) + LEAST_PAUSE;
  }
}
