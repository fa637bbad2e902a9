package org.spinngate.client.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * A tool that believes the first reply it sees, as ybug does, over a way that loses, delays and
 * doubles.
 */
class BelieverTest {
  private static final int REQUESTS = 20_000;
  private static final int TRIES = 3;

  private final SplittableRandom random = new SplittableRandom(17);
  private final ReplyGuard guard = new ReplyGuard();
  private final PriorityQueue<Reply> underWay =
      new PriorityQueue<>(Comparator.comparingLong(Reply::millis));
  private final PriorityQueue<Reply> inSocket =
      new PriorityQueue<>(Comparator.comparingLong(Reply::millis));
  private long now;
  private long previousArrival;

  private record Reply(long millis, int sequence) {}

  /** What came of a session: how often it was told something wrong, and how often nothing. */
  private record Outcome(int wrong, int silent) {}

  private Outcome talk(boolean guarded) {
    int wrong = 0;
    int silent = 0;
    for (int sequence = 1; sequence <= REQUESTS; sequence++) {
      int patience = random.nextInt(20) == 0 ? 100 : 500;
      int heard = ask(sequence & 0xFFFF, patience, guarded);
      silent += heard < 0 ? 1 : 0;
      wrong += heard >= 0 && heard != (sequence & 0xFFFF) ? 1 : 0;
      pass(random.nextInt(10) == 0 ? random.nextInt(3_000) : 0, guarded);
    }
    return new Outcome(wrong, silent);
  }

  private int ask(int sequence, int patience, boolean guarded) {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      guard.asked(ReplyGuardTest.request(sequence, 0), nanos());
      send(sequence);
      long end = now + patience;
      while (inSocket.isEmpty() && now < end) {
        pass(1, guarded);
      }
      Reply first = inSocket.poll();
      if (first != null) {
        return first.sequence;
      }
    }
    return -1;
  }

  /** Replies keep their order, as in a tunnel. */
  private void send(int sequence) {
    int copies = random.nextInt(100) == 0 ? 2 : random.nextInt(50) == 0 ? 0 : 1;
    long roundTrip = random.nextInt(20) == 0 ? random.nextInt(1_400) : 20;
    for (int i = 0; i < copies; i++) {
      previousArrival = Math.max(previousArrival, now + roundTrip);
      underWay.add(new Reply(previousArrival, sequence));
    }
  }

  private void pass(long millis, boolean guarded) {
    long end = now + millis;
    while (!underWay.isEmpty() && underWay.element().millis <= end) {
      Reply reply = underWay.remove();
      now = Math.max(now, reply.millis);
      if (!guarded || guard.refuses(ReplyGuardTest.reply(reply.sequence, 0x80), nanos()) == null) {
        inSocket.add(reply);
      }
    }
    now = end;
  }

  private long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(now);
  }

  @Test
  void isNeverToldSomethingWrongWithTheGuard() {
    Outcome outcome = talk(true);

    assertThat(outcome.wrong).isZero();
    assertThat(outcome.silent).isLessThan(REQUESTS / 20);
  }

  @Test
  void isToldManyThingsWrongWithoutIt() {
    assertThat(talk(false).wrong).isGreaterThan(REQUESTS / 20);
  }
}
