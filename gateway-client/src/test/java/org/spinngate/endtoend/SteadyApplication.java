package org.spinngate.endtoend;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpMessage;
import org.spinngate.simulated.IdentityPattern;

/**
 * Has one request under way at a time, asks each of them once, and takes nothing but its answer: a
 * single datagram that is lost, doubled or led astray is noticed.
 *
 * <p>One thread at a time asks and takes; anybody may read the counters.
 */
final class SteadyApplication implements AutoCloseable {
  private static final int READ = 2;
  private static final int WORDS = 2;
  private static final int SDRAM = 0x70000000;
  private static final int BYTES = 64;
  private static final Duration LOOK = Duration.ofMillis(100);

  private final TestClient client;
  private final ScpApplication socket;
  private final int identity;
  private final AtomicInteger sent = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private volatile boolean over;

  /**
   * @param identity of the client's board
   */
  SteadyApplication(TestClient client, int identity) throws IOException {
    this.client = client;
    this.socket = client.application();
    this.identity = identity;
  }

  TestClient client() {
    return client;
  }

  private int address() {
    return SDRAM + sent() * BYTES;
  }

  /** Sends a request. */
  void ask() throws IOException {
    if (over || isOrphaned()) {
      return;
    }
    int address = address();
    try {
      sent.incrementAndGet();
      socket.send(ScpMessage.request(READ, sent() & 0xFFFF, address, BYTES, WORDS));
    } catch (IOException e) {
      giveUp(e);
    }
  }

  /** Takes the answer. */
  void take() throws IOException {
    long deadline = System.nanoTime() + TestClient.PATIENCE.toNanos();
    while (!over && answered() < sent()) {
      try {
        socket.receive(LOOK).ifPresent(this::check);
      } catch (IOException e) {
        giveUp(e);
      }
      if (answered() < sent() && !isOrphaned() && System.nanoTime() - deadline > 0) {
        throw new AssertionError(client.opened().board() + ": request " + sent() + " was lost");
      }
    }
  }

  private void check(byte[] reply) {
    int length = ScpMessage.BODY + BYTES;
    boolean mine = reply.length == length && ScpMessage.sequence(reply) == (sent() & 0xFFFF);
    byte[] expected = IdentityPattern.bytes(identity, address() - BYTES, BYTES);
    if (!mine || !Arrays.equals(reply, ScpMessage.BODY, length, expected, 0, BYTES)) {
      throw new AssertionError(client.opened().board() + ": no answer to request " + sent());
    }
    answered.incrementAndGet();
  }

  /** Whether its client has ended, after which nothing is to be expected. */
  private boolean isOrphaned() {
    boolean ended = client.gateway().ended().isDone();
    over |= ended;
    return ended;
  }

  /** The ports of a client that ends go before it says so. */
  private void giveUp(IOException why) throws IOException {
    client.ending();
    if (!isOrphaned()) {
      throw why;
    }
  }

  /** Requests so far, each of which went out once. */
  int sent() {
    return sent.get();
  }

  /** Requests that were answered, each of them once, by the right board. */
  int answered() {
    return answered.get();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
