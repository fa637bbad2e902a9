package org.spinngate.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.spinngate.endtoend.TestClient;
import org.spinngate.server.testing.ScpApplication;
import org.spinngate.simulated.IdentityPattern;

/** Reads memory, or writes it and reads it back, with many requests at a time. */
final class MemoryJob extends SteadyJob {
  private static final int SDRAM = 0x70000000;
  private static final int AREA = 1 << 20;
  private static final int BYTES = 8 * 1024;
  private static final int WINDOW = 16;
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final TestClient client;
  private final int identity;
  private final boolean writes;
  private final ScpApplication tool;
  private final SplittableRandom random = new SplittableRandom(7);

  /**
   * @param number of the board, and its identity
   * @param writes whether it writes, too
   */
  MemoryJob(TestClient client, int number, boolean writes) throws IOException {
    super("b" + number, PAUSE);
    this.client = client;
    this.identity = number;
    this.writes = writes;
    this.tool = client.persistentApplication();
  }

  @Override
  void round() throws IOException {
    int address = SDRAM + random.nextInt(AREA / BYTES) * BYTES;
    byte[] expected = IdentityPattern.bytes(identity, address, BYTES);
    if (writes) {
      random.nextBytes(expected);
      proving(client, () -> tool.writeWindowed(address, expected, WINDOW));
    }
    proving(
        client, () -> assertThat(tool.readWindowed(address, BYTES, WINDOW)).isEqualTo(expected));
    done();
  }
}
