package org.spinngate.server.testing;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spinngate.protocol.testing.MachineTime;

/** A number of requests, so many at a time, until all of them are answered. */
final class Exchange {
  /** A request that waits for its reply. */
  private static final class Pending {
    private final int index;
    private final byte[] request;
    private int sent;
    private long deadline;

    private Pending(int index, byte[] request) {
      this.index = index;
      this.request = request;
    }
  }

  private final ScpApplication application;
  private final List<byte[]> requests;
  private final int window;
  private final Map<Integer, Pending> pending = new LinkedHashMap<>();
  private final byte[][] replies;
  private int next;

  Exchange(ScpApplication application, List<byte[]> requests, int window) {
    this.application = application;
    this.requests = requests;
    this.window = window;
    replies = new byte[requests.size()][];
  }

  /** The replies in the order of the requests. */
  byte[][] run() throws IOException {
    while (next < requests.size() || !pending.isEmpty()) {
      fillWindow();
      Optional<byte[]> reply = application.receive(untilFirstDeadline());
      if (reply.isPresent()) {
        match(reply.get());
      }
      retryLate();
    }
    return replies;
  }

  private void fillWindow() throws IOException {
    while (pending.size() < window && next < requests.size()) {
      byte[] request = requests.get(next);
      Pending waiting = new Pending(next, request);
      pending.put(ScpMessage.sequence(request), waiting);
      application.tracker().asked(ScpMessage.sequence(request));
      next++;
      send(waiting);
    }
  }

  private void send(Pending waiting) throws IOException {
    waiting.sent++;
    waiting.deadline = MachineTime.nanos() + application.timeout().toNanos();
    application.send(waiting.request);
  }

  private Duration untilFirstDeadline() {
    long now = MachineTime.nanos();
    long left =
        pending.values().stream().mapToLong(waiting -> waiting.deadline - now).min().orElse(0);
    return Duration.ofNanos(Math.max(0, left));
  }

  private void match(byte[] reply) throws IOException {
    Pending waiting =
        reply.length >= ScpMessage.BODY ? pending.remove(ScpMessage.sequence(reply)) : null;
    if (waiting == null) {
      application.tracker().unwanted(reply);
      return;
    }
    if (ScpMessage.code(reply) != ScpMessage.OK) {
      throw new IOException("return code 0x" + Integer.toHexString(ScpMessage.code(reply)));
    }
    replies[waiting.index] = reply;
  }

  private void retryLate() throws IOException {
    long now = MachineTime.nanos();
    Iterator<Pending> all = pending.values().iterator();
    while (all.hasNext()) {
      Pending waiting = all.next();
      if (waiting.deadline - now > 0) {
        continue;
      }
      if (waiting.sent == application.tries()) {
        throw new ScpTimeoutException("no reply to any of " + waiting.sent + " requests");
      }
      application.tracker().retried();
      send(waiting);
    }
  }
}
