package org.spinngate.server.scp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestWindowThreadsTest {
  private static final int THREADS = 6;
  private static final int REQUESTS = 5_000;
  private static final int SLOTS = 3;
  private static final int PATIENCE_SECONDS = 60;

  private final RequestWindow window = new RequestWindow(SLOTS);
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger mostInFlight = new AtomicInteger();
  private final AtomicInteger served = new AtomicInteger();

  /** Sends its requests one after the other, and waits for its turn where it must. */
  private final class Flow extends Thread implements RequestWindow.Requester {
    private final Semaphore turn = new Semaphore(0);
    private final SplittableRandom random;

    private Flow(int seed) {
      random = new SplittableRandom(seed);
    }

    @Override
    public void slotCame() {
      turn.release();
    }

    @Override
    public void run() {
      for (int sequence = 0; sequence < REQUESTS; sequence++) {
        if (random.nextInt(50) == 0) {
          window.withdraw(this, 0);
          turn.drainPermits();
        }
        if (!window.takeOrWait(this, sequence, 0) && !waitForTurn(sequence)) {
          return;
        }
        mostInFlight.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
        inFlight.decrementAndGet();
        window.answered(this, sequence, 0);
        served.incrementAndGet();
      }
    }

    private boolean waitForTurn(int sequence) {
      try {
        return turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)
            && window.takeOrWait(this, sequence, 0);
      } catch (InterruptedException e) {
        return false;
      }
    }
  }

  @Test
  void neverMoreThanTheSlotsAndNobodyIsForgotten() throws InterruptedException {
    List<Flow> flows = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      flows.add(new Flow(i));
    }

    flows.forEach(Thread::start);
    for (Flow flow : flows) {
      flow.join();
    }

    assertThat(served).hasValue(THREADS * REQUESTS);
    assertThat(mostInFlight.get()).isLessThanOrEqualTo(SLOTS);
  }
}
