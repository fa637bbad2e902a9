package org.spinngate.server.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.Holder;
import org.spinngate.server.board.LeaseView;

class LeaseStressTest {
  private static final int THREADS = 8;
  private static final int WISHES = 2_000;
  private static final int ACCOUNTS = 5;
  private static final long SEED = 20260101;

  private final AtomicReference<LeaseView> view = new AtomicReference<>(LeaseView.free(false));
  private final Lease lease = new Lease(false, view::set);
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger inside = new AtomicInteger();
  private final AtomicInteger mostInside = new AtomicInteger();
  private final AtomicInteger served = new AtomicInteger();

  /** One wish; who waits is served on the thread of the one before. */
  private final class Wish implements Claimant {
    private final CountDownLatch granted = new CountDownLatch(1);
    private final String account = "account " + made.getAndIncrement() % ACCOUNTS;

    @Override
    public String account() {
      return account;
    }

    @Override
    public Holder describe() {
      return new Holder("somebody", Instant.EPOCH, Duration.ZERO);
    }

    @Override
    public void granted() {
      granted.countDown();
    }

    @Override
    public void moved() {
      lease.holder();
    }

    @Override
    public void questioned() {}

    void beServed() {
      mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
      served.incrementAndGet();
      inside.decrementAndGet();
      lease.release(this);
    }
  }

  @Test
  void noLeaseIsLostOrGivenTwiceWhenManyThreadsTakeAndLeave() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    List<Future<Integer>> expected = new ArrayList<>();

    for (int i = 0; i < THREADS; i++) {
      SplittableRandom random = new SplittableRandom(SEED + i);
      expected.add(threads.submit(() -> wishAndLeave(random)));
    }

    int patient = 0;
    for (Future<Integer> each : expected) {
      patient += each.get(60, TimeUnit.SECONDS);
    }
    threads.shutdown();
    assertThat(served).hasValue(patient);
    assertThat(mostInside).hasValue(1);
    assertThat(lease.holder()).isEmpty();
    assertThat(view.get().waiting()).isZero();
  }

  /** Returns how many of its wishes had the patience to be served. */
  private int wishAndLeave(SplittableRandom random) throws InterruptedException {
    int patient = 0;
    for (int i = 0; i < WISHES; i++) {
      boolean impatient = random.nextInt(4) == 0;
      Wish wish = new Wish();
      int place = lease.takeOrWait(wish);
      if (impatient) {
        lease.release(wish);
        continue;
      }
      patient++;
      boolean ours = place == 0 || wish.granted.await(60, TimeUnit.SECONDS);
      assertThat(ours).isTrue();
      wish.beServed();
    }
    return patient;
  }
}
