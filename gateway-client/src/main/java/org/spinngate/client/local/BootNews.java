package org.spinngate.client.local;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.spinngate.protocol.DropReason;
import org.spinngate.protocol.repeat.LaterTask;

/** Counts what becomes of boots, tells the user, and looks again after those that are held up. */
final class BootNews implements BootEvents {
  private final EventLoop loop;
  private static final long AFTER_FAULT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LocalTraffic traffic;
  private final Consumer<String> words;
  private final Runnable retry;
  private @Nullable Future<?> retrying;

  /**
   * @param words takes lines for the user
   * @param retry tries to send what was held up
   */
  BootNews(EventLoop loop, LocalTraffic traffic, Consumer<String> words, Runnable retry) {
    this.loop = loop;
    this.traffic = traffic;
    this.words = words;
    this.retry = retry;
  }

  @Override
  public void sent(int bytes) {
    traffic.toBoard(bytes);
  }

  @Override
  public void dropped(DropReason reason) {
    traffic.dropped(reason);
  }

  @Override
  public void remained(BootRemains remains) {
    traffic.unsent(remains.sent());
    traffic.dropped(DropReason.SESSION_ENDED, remains.neverSent());
  }

  @Override
  public void waits() {
    words.accept(BootWords.WAITS);
  }

  @Override
  public void lost(DropReason reason) {
    words.accept(BootWords.lost(reason));
  }

  /** A datagram came from an application for which there is no flow. */
  void withoutFlow(ByteBuf datagram) {
    if (BootCourse.isStart(datagram)) {
      lost(DropReason.FLOW_LIMIT);
    }
  }

  @Override
  public void heldUp(long nanos) {
    if (retrying == null) {
      retrying = new LaterTask(this::lookAgain, this::failed).in(loop, nanos, TimeUnit.NANOSECONDS);
    }
  }

  /** What is held up must not stay so. */
  private void failed(Throwable fault) {
    heldUp(AFTER_FAULT_NANOS);
    LaterTask.tellThread(fault);
  }

  private void lookAgain() {
    retrying = null;
    retry.run();
  }
}
