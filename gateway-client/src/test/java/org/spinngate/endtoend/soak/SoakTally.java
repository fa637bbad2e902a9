package org.spinngate.endtoend.soak;

import java.util.concurrent.atomic.AtomicLong;
import org.spinngate.endtoend.tools.Outcome;

/** What has happened so far, on all threads. */
final class SoakTally {
  private final AtomicLong clients = new AtomicLong();
  private final AtomicLong abandoned = new AtomicLong();
  private final AtomicLong faults = new AtomicLong();
  private final AtomicLong completed = new AtomicLong();
  private final AtomicLong errors = new AtomicLong();
  private final AtomicLong wrongAnswers = new AtomicLong();
  private final AtomicLong troubles = new AtomicLong();

  void client() {
    clients.incrementAndGet();
  }

  void abandoned() {
    abandoned.incrementAndGet();
  }

  void fault() {
    faults.incrementAndGet();
  }

  void job(Outcome outcome) {
    (outcome.completed() ? completed : errors).incrementAndGet();
    wrongAnswers.addAndGet(outcome.counts().wrongAnswers());
  }

  /** Something that may not happen even on a bad network. */
  void trouble(String words) {
    troubles.incrementAndGet();
    System.out.println("trouble: " + words);
  }

  boolean isGood() {
    return wrongAnswers.get() == 0 && troubles.get() == 0 && completed.get() > 0;
  }

  @Override
  public String toString() {
    return ("%s clients (%s abandoned), %s faults, jobs: %s done, %s ended in errors,"
            + " %s wrong answers; %s troubles")
        .formatted(clients, abandoned, faults, completed, errors, wrongAnswers, troubles);
  }
}
