package org.spinngate.protocol.loss;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.ResendCounts;

/**
 * Which packets the receiver should ask for, and when. What is missing stands in runs of neighbours
 * that were noticed together, the oldest first.
 *
 * <pre>
 *   noticed --tolerance--> asked --a round trip and some--> asked again ... given up
 *      |                     |                                     |
 *      +------- came --------+----------------- came --------------+
 * </pre>
 *
 * <p>What a peer makes up costs no more than some hundred runs. Confined to the event loop; makes
 * no objects but the first runs.
 */
public final class MissingPackets {
  /** Most runs at a time; the oldest one is given up for another. */
  static final int MOST_RUNS = 512;

  /** Most packets of a run; of a longer gap those before are given up. */
  static final int MOST_PACKETS = Ask.MOST_PACKETS;

  /** How often a packet is asked for at the most. */
  static final int MOST_TIMES = 8;

  /** For one ask, of so many packets it is looked whether they have come, and of a run more. */
  static final int MOST_LOOKED_AT = 8 * MOST_PACKETS;

  /** No network loses more at a time; a peer who says so errs. */
  private static final long MOST_COUNTED = 1 << 20;

  private static final int FIRST_RUNS = 4;

  private final long horizonNanos;
  private final RepairTime repairs = new RepairTime();
  private final ReorderTolerance tolerance = new ReorderTolerance();
  private @Nullable Run[] runs = new Run[FIRST_RUNS];
  private int count;
  private long asked;
  private long recovered;
  private long givenUp;

  /** Packets that were noticed together. */
  private static final class Run {
    private int key;
    private LongPredicate isMissing = any -> false;
    private long first;
    private int width;
    private int left;
    private long noticedAt;
    private long firstAskedAt;
    private long askedAt;
    private int times;

    private boolean has(int index, long counter) {
      return key == index && counter >= first && counter - first < width;
    }

    private void asked(long now) {
      firstAskedAt = times == 0 ? now : firstAskedAt;
      askedAt = now;
      times++;
    }
  }

  /**
   * @param horizonNanos how old a packet may be that is still of use
   */
  public MissingPackets(long horizonNanos) {
    this.horizonNanos = horizonNanos;
  }

  /** Whether nothing is missing that could still come. */
  public boolean isEmpty() {
    return count == 0;
  }

  /**
   * Packets have been overtaken, or are lost.
   *
   * @param key names the key that has sealed them
   * @param isMissing tells of any counter of that key whether it has not come yet
   * @param from the first counter
   * @param to the last one
   */
  public void noticed(int key, LongPredicate isMissing, long from, long to, long now) {
    long first = Math.max(from, to - MOST_PACKETS + 1);
    givenUp += first - from <= MOST_COUNTED ? first - from : 0;
    if (count == MOST_RUNS) {
      giveUp(0);
    }
    Run run = another();
    run.key = key;
    run.isMissing = isMissing;
    run.first = first;
    run.width = (int) (to - first + 1);
    run.left = run.width;
    run.noticedAt = now;
    run.times = 0;
  }

  private Run another() {
    if (count == runs.length) {
      runs = Arrays.copyOf(runs, 2 * count);
    }
    Run known = runs[count];
    Run run = known == null ? new Run() : known;
    runs[count++] = run;
    return run;
  }

  private Run run(int at) {
    return Objects.requireNonNull(runs[at]);
  }

  /** Those after it move up, and it waits after them for its next use. */
  private void remove(int at) {
    Run done = run(at);
    count--;
    System.arraycopy(runs, at + 1, runs, at, count - at);
    runs[count] = done;
  }

  /** A packet has come that others have overtaken. */
  public void came(int key, long counter, long now) {
    for (int i = count - 1; i >= 0; i--) {
      if (run(i).has(key, counter)) {
        came(i, now);
        return;
      }
    }
  }

  private void came(int at, long now) {
    Run run = run(at);
    if (run.times == 0) {
      tolerance.overtaken(now - run.noticedAt, now);
    } else {
      long took = now - run.firstAskedAt;
      if (repairs.isFarBelow(took)) {
        tolerance.overtaken(now - run.noticedAt, now);
      }
      repairs.took(took);
      recovered++;
    }
    run.left--;
    if (run.left == 0) {
      remove(at);
    }
  }

  /** How long until something is to be done, in nanoseconds; not if it {@link #isEmpty}. */
  public long nanosToAsk(long now) {
    long soonest = Long.MAX_VALUE;
    for (int i = 0; i < count; i++) {
      soonest = Math.min(soonest, nanosTo(run(i), now));
    }
    return Math.max(0, soonest);
  }

  /**
   * The same for what was noticed last; {@link Long#MAX_VALUE} if that has been asked for already.
   */
  public long nanosToAskNewest(long now) {
    Run newest = count == 0 ? null : run(count - 1);
    return newest == null || newest.times > 0 ? Long.MAX_VALUE : Math.max(0, nanosTo(newest, now));
  }

  private long nanosTo(Run run, long now) {
    long toAsk = nanosToAsk(run, now);
    return mayAsk(run, Math.max(0, toAsk), now) ? toAsk : run.noticedAt + horizonNanos - now;
  }

  private long nanosToAsk(Run run, long now) {
    return run.times == 0
        ? run.noticedAt + tolerance.nanos(now) - now
        : run.askedAt + repairs.patience() - now;
  }

  /** Whether what is asked for after a while is still young enough to be used when it comes. */
  private boolean mayAsk(Run run, long nanos, long now) {
    boolean inTime = now + nanos - run.noticedAt < horizonNanos - repairs.usual();
    return inTime && run.times < MOST_TIMES;
  }

  /**
   * Gives up what would be too old if it came now. Until then it may come though nobody asks for it
   * any more, and tells how long that takes.
   */
  public void giveUp(long now) {
    for (int i = count - 1; i >= 0; i--) {
      if (now - run(i).noticedAt >= horizonNanos) {
        giveUp(i);
      }
    }
  }

  /**
   * Writes down what is to be asked for now, of one key.
   *
   * @param ask is made empty before
   */
  public void ask(Ask ask, long now) {
    ask.clear();
    int lookedAt = 0;
    int at = 0;
    while (at < count && lookedAt < MOST_LOOKED_AT) {
      Run run = run(at);
      boolean due = mayAsk(run, 0, now) && nanosToAsk(run, now) <= 0;
      if (due && ask.mayHave(run.key)) {
        lookedAt += run.width;
        int before = ask.packets();
        if (!write(run, ask)) {
          break;
        }
        if (ask.packets() == before) {
          // None of it can come any more, since the receiver would not take it.
          giveUp(at);
          continue;
        }
        run.asked(now);
      }
      at++;
    }
    asked += ask.packets();
  }

  private void giveUp(int at) {
    givenUp += run(at).left;
    remove(at);
  }

  /** Whether at least a part of it had room; what had none is asked for another time. */
  private static boolean write(Run run, Ask ask) {
    int before = ask.packets();
    for (int i = 0; i < run.width; i++) {
      long counter = run.first + i;
      if (run.isMissing.test(counter) && !ask.add(run.key, counter)) {
        return ask.packets() > before;
      }
    }
    return true;
  }

  /** How many packets were asked for and so on, so far; nothing of what was resent. */
  public ResendCounts counts(long resent) {
    return new ResendCounts(asked, recovered, givenUp, resent);
  }
}
