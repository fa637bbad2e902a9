package org.spinngate.simulated;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * An application that sends one stream. It sends what is due about every millisecond; if the
 * machine stood still, it goes on more or less where it was, so that no burst follows.
 *
 * <p>Event loop only.
 */
final class Emitter {
  private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /** More than this much of the stream is never sent at once. */
  private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Emission emission;
  private final EventExecutor loop;
  private final Predicate<byte[]> tag;
  private final Promise<Long> finished;
  private final LaterTask more = new LaterTask(this::sendDue);
  private final byte[] message;
  private long nextAt;
  private long number;
  private long sent;

  /**
   * One that numbers the same message again and again.
   *
   * @param message with its header
   * @param tag takes the message, which stays the emitter's, and tells whether it left
   */
  Emitter(Emission emission, EventExecutor loop, byte[] message, Predicate<byte[]> tag) {
    this.emission = emission;
    this.loop = loop;
    this.message = message;
    this.tag = tag;
    finished = loop.newPromise();
  }

  /**
   * Starts the stream. The future tells at its end how many messages left through the tag; the
   * others were lost since it was not valid.
   */
  Future<Long> start() {
    assert loop.inEventLoop();
    nextAt = now();
    sendDue();
    return finished;
  }

  /** Ends the stream where it is. */
  void stop() {
    finished.trySuccess(sent);
  }

  private void sendDue() {
    long now = now();
    nextAt = Math.max(nextAt - now, -BURST_NANOS) + now;
    while (!isOver() && nextAt - now <= 0) {
      sendOne();
      nextAt += emission.gapNanos();
    }
    if (isOver()) {
      stop();
    } else {
      var unused = more.in(loop, Math.max(nextAt - now, REST_NANOS), TimeUnit.NANOSECONDS);
    }
  }

  private boolean isOver() {
    return finished.isDone() || number == emission.count();
  }

  private void sendOne() {
    NumberedPayload.write(message, ScpRequest.HEADER_LENGTH, number);
    number++;
    if (tag.test(message)) {
      sent++;
    }
  }

  private long now() {
    return loop.ticker().nanoTime();
  }
}
