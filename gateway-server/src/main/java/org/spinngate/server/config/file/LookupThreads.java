package org.spinngate.server.config.file;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that wait for name servers, so that nobody else does. They keep no process alive. */
final class LookupThreads {
  private static final int MOST = 32;

  private LookupThreads() {}

  /** Some that go away once nothing is to be done. */
  static Executor fresh() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            MOST, MOST, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), LookupThreads::daemon);
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "name-lookup");
    thread.setDaemon(true);
    return thread;
  }
}
