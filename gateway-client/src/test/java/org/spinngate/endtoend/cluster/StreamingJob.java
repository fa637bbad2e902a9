package org.spinngate.endtoend.cluster;

import java.io.IOException;
import java.time.Duration;
import org.spinngate.endtoend.TestClient;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.server.testing.ScpMessage;
import org.spinngate.simulated.SimulatedBoard;

/** Sends an application live input, which nobody answers; a round is a message that came. */
final class StreamingJob extends SteadyJob {
  private static final int DATA = 16;
  private static final int FLAGS = 2;
  private static final byte NO_REPLY = 0x07;
  private static final Duration GAP = Duration.ofMillis(10);

  private final ScpApplication tool;
  private int sent;

  StreamingJob(TestClient client, int number, SimulatedBoard board) throws IOException {
    super("b" + number, GAP);
    this.tool = client.persistentApplication();
    board.onMessage(message -> done());
  }

  @Override
  void round() throws IOException {
    byte[] message = ScpMessage.request(1, sent & 0xFFFF, new byte[DATA], 1, 2, 3);
    message[FLAGS] = NO_REPLY;
    tool.send(ScpMessage.to(0, 0, 1, 1, message));
    sent++;
  }
}
