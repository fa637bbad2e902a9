package org.spinngate.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import org.spinngate.endtoend.TestClient;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpMessage;
import org.spinngate.simulated.IdentityPattern;
import org.spinngate.simulated.SimulatedBoard;

/**
 * A tool at work that has as much patience as users' tools. What it does not get in time is an
 * error, which it remembers; it goes on with the next round.
 */
final class ToolJob extends SteadyJob {
  /** How long it waits for an answer before it asks again: rig, which has the least patience. */
  static final Duration ANSWER = Duration.ofMillis(500);

  private static final int TRIES = 5;

  /** After so long without an answer there is an error. */
  static final Duration PATIENCE = ANSWER.multipliedBy(TRIES);

  private static final int SDRAM = 0x70000000;
  private static final int AREA = 1 << 20;
  private static final int WINDOW = 8;
  private static final int LIVE = 16;
  private static final int FLAGS = 2;
  private static final byte NO_REPLY = 0x07;
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Work work;
  private final int identity;
  private final ScpApplication tool;
  private final SplittableRandom random;
  private final List<ToolError> errors = new CopyOnWriteArrayList<>();
  private int sent;

  private record ToolError(long begunNanos, long nanos) {}

  /** What is done. */
  enum Work {
    READ,
    WRITE,
    /** Live input, which nobody answers; a round is a message that came. */
    STREAM
  }

  /** How many bytes are read or written in a round. */
  static final int BYTES = 4 * 1024;

  /** How many requests a round of reading has. */
  static final int REQUESTS = BYTES / ScpApplication.PIECE;

  /**
   * One that is not in a hurry.
   *
   * @param number of the board, and its identity
   */
  ToolJob(Work work, TestClient client, int number, SimulatedBoard board) throws IOException {
    this(work, client, number, board, PAUSE);
  }

  /** The same with another pause between two rounds. */
  ToolJob(Work work, TestClient client, int number, SimulatedBoard board, Duration pause)
      throws IOException {
    super("b" + number, pause);
    this.work = work;
    this.identity = number;
    this.tool = client.application(ANSWER, TRIES);
    this.random = new SplittableRandom(number);
    if (work == Work.STREAM) {
      board.onMessage(message -> done());
    }
  }

  @Override
  void round() {
    long begun = System.nanoTime();
    try {
      if (work == Work.STREAM) {
        stream();
      } else {
        memory(SDRAM + random.nextInt(AREA / BYTES) * BYTES);
      }
    } catch (IOException late) {
      errors.add(new ToolError(begun, System.nanoTime()));
    }
  }

  private void memory(int address) throws IOException {
    byte[] expected = IdentityPattern.bytes(identity, address, BYTES);
    if (work == Work.WRITE) {
      random.nextBytes(expected);
      tool.writeWindowed(address, expected, WINDOW);
    }
    assertThat(tool.readWindowed(address, BYTES, WINDOW)).isEqualTo(expected);
    done();
  }

  private void stream() throws IOException {
    byte[] message = ScpMessage.request(1, sent & 0xFFFF, new byte[LIVE], 1, 2, 3);
    message[FLAGS] = NO_REPLY;
    tool.send(ScpMessage.to(0, 0, 1, 1, message));
    sent++;
  }

  /** How many errors there were from a moment on. */
  long errorsSince(long nanos) {
    return errors.stream().filter(error -> error.nanos - nanos > 0).count();
  }

  /** How many of the rounds that began after a moment ended in an error. */
  long failuresSince(long nanos) {
    return errors.stream().filter(error -> error.begunNanos - nanos > 0).count();
  }
}
