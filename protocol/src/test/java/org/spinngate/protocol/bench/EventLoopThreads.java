package org.spinngate.protocol.bench;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads of the kind that event loops have, on which Netty recycles what it makes. */
public final class EventLoopThreads extends ThreadPoolExecutor {
  /** Tells JMH to use them. */
  public static final String OPTION = "-Djmh.executor=CUSTOM";

  /** The other half of the option. */
  public static final String WHICH =
      "-Djmh.executor.class=org.spinngate.protocol.bench.EventLoopThreads";

  /** As JMH makes it. */
  public EventLoopThreads(int threads, String name) {
    super(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        new DefaultThreadFactory(name, true));
  }
}
