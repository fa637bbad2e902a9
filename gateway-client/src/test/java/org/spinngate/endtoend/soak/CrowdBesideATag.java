package org.spinngate.endtoend.soak;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.spinngate.endtoend.TestClient;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.simulated.SimulatedBoard;

/**
 * An application that has set an IP tag and waits for what comes by it, while a hundred others come
 * and go, one request each.
 */
final class CrowdBesideATag {
  private static final int CROWD = 100;
  private static final int IPTAG = 26;
  private static final int SET_USE_SENDER = 4 << 28 | 1 << 16;
  private static final int CLEAR = 3 << 16;
  private static final int TAG = 1;
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final int TRIES = 20;
  private static final byte[] OUTPUT = {1, 2, 3};

  private final TestClient client;
  private final SimulatedBoard board;

  /**
   * @param board that the client has, booted
   */
  CrowdBesideATag(TestClient client, SimulatedBoard board) {
    this.client = client;
    this.board = board;
  }

  /** Returns whether what the board says by the tag still comes to its application. */
  boolean keepsItsTag() throws IOException {
    try (ScpApplication holder = application()) {
      holder.call(IPTAG, new byte[0], SET_USE_SENDER | TAG, 0, 0);
      for (int other = 0; other < CROWD; other++) {
        try (ScpApplication passing = application()) {
          passing.version();
        }
      }
      boolean came = hears(holder);
      holder.call(IPTAG, new byte[0], CLEAR | TAG, 0, 0);
      return came;
    }
  }

  private ScpApplication application() throws IOException {
    return new ScpApplication(client.scp(), TIMEOUT, TRIES);
  }

  private boolean hears(ScpApplication holder) throws IOException {
    Optional<byte[]> heard = Optional.empty();
    for (int said = 0; said < TRIES && heard.isEmpty(); said++) {
      board.emit(TAG, OUTPUT).syncUninterruptibly();
      heard = holder.receive(TIMEOUT);
    }
    return heard.isPresent();
  }
}
