package org.spinngate.simulated;

import io.netty.util.concurrent.EventExecutor;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.spinngate.protocol.repeat.LaterTask;

/**
 * Sends replies through the tags of their requests, at once or when they are due. Event loop only.
 */
final class ReplySender {
  private final EventExecutor loop;
  private final TagTable tags;
  private final TagOutput output;
  private final Tallies tallies;
  private final long delayNanos;

  ReplySender(
      EventExecutor loop, TagTable tags, TagOutput output, Tallies tallies, long delayNanos) {
    this.loop = loop;
    this.tags = tags;
    this.output = output;
    this.tallies = tallies;
    this.delayNanos = delayNanos;
  }

  void send(ScpReply reply) {
    long wait = delayNanos + reply.delayNanos();
    if (wait == 0) {
      transmit(reply.tag(), reply.bytes(), reply.length());
    } else {
      sendLater(reply.tag(), Arrays.copyOf(reply.bytes(), reply.length()), wait);
    }
  }

  /** A message for "Ethernet" goes out through its tag as it is. */
  void forward(ScpRequest request) {
    transmit(request.tag(), request.bytes(), request.length());
  }

  private void sendLater(int tag, byte[] message, long wait) {
    int serial = tags.entry(tag).serial();
    Runnable due = () -> transmitIfSame(tag, serial, message);
    var unused = new LaterTask(due).in(loop, wait, TimeUnit.NANOSECONDS);
  }

  private void transmitIfSame(int tag, int serial, byte[] message) {
    if (tags.entry(tag).serial() == serial) {
      transmit(tag, message, message.length);
    } else {
      tallies.drops().dropped(DropCause.TAG_EXPIRED);
    }
  }

  private void transmit(int tag, byte[] message, int length) {
    if (output.send(tag, message, length)) {
      tallies.scp().reply();
    } else {
      tallies.drops().dropped(DropCause.TAG_EXPIRED);
    }
  }
}
