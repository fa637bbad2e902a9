package org.spinngate.client.dial;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * The gateways of one call that said nothing for two seconds while others had not been tried. A
 * machine without power answers no more than a line that is slow: the others are tried first, and
 * then these once more, with all the time that there is.
 *
 * <p>Confined to the event loop.
 */
final class SilentGateways {
  /** A handshake of TCP and one of TLS over a slow line, with one packet lost. */
  static final int PATIENCE_MILLIS = 2_000;

  private static final String REASON =
      "no answer within " + TimeUnit.MILLISECONDS.toSeconds(PATIENCE_MILLIS) + " s";

  private final ScheduledExecutorService loop;
  private final Deque<Gateway> again = new ArrayDeque<>();
  private @Nullable Future<?> planned;

  /**
   * @param loop the one event loop
   */
  SilentGateways(ScheduledExecutorService loop) {
    this.loop = loop;
  }

  /** Does it if nothing has come of an attempt in time. */
  void expect(Runnable passOver, Consumer<Throwable> broken) {
    planned = new LaterTask(passOver, broken).in(loop, PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Something came of it, or nobody wants it any more. */
  void cancel() {
    if (planned != null) {
      planned.cancel(false);
      planned = null;
    }
  }

  /** This one is passed over for now, for the reason that is returned. */
  Ending passOver(Gateway silent) {
    again.add(silent);
    return new Ending.Unreachable(silent.address() + " does not answer: " + REASON, REASON);
  }

  /** One that is to be tried once more. */
  Optional<Gateway> next() {
    return Optional.ofNullable(again.poll());
  }
}
