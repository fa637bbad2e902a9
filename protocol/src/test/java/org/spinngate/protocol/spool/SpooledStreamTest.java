package org.spinngate.protocol.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a pipe of the system, which nobody reads at first. */
@Timeout(60)
class SpooledStreamTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LINES = 10_000;

  private static final String MORE_THAN_A_PIPE_TAKES = "x".repeat(2_000_000);

  private final InputStream reader;
  private final PrintStream pipe;

  SpooledStreamTest() throws IOException {
    Pipe both = Pipe.open();
    reader = Channels.newInputStream(both.source());
    pipe = new PrintStream(Channels.newOutputStream(both.sink()), false, UTF_8);
  }

  private SpooledStream stream(Duration patience) {
    return new SpooledStream("test-stream", pipe, "the pipe", patience);
  }

  private static void print(SpooledStream stream, String text) {
    new PrintStream(stream, true, UTF_8).print(text);
  }

  @Test
  void whoWritesNeverWaitsAndTheReaderLearnsWhatIsMissing() throws Exception {
    SpooledStream stream = stream(PATIENCE);
    PrintStream printer = new PrintStream(stream, true, UTF_8);

    printer.println(MORE_THAN_A_PIPE_TAKES);
    for (int line = 0; line < LINES; line++) {
      printer.println("line " + line);
    }
    Thread end = new Thread(() -> closeAll(stream));
    end.start();
    String text = new String(reader.readAllBytes(), UTF_8);
    end.join();

    long whole = text.lines().filter(line -> line.matches("line \\d+")).count();
    assertThat(text.lines().filter(line -> !line.matches("line \\d+")))
        .containsExactly(
            MORE_THAN_A_PIPE_TAKES,
            (LINES - whole) + " lines were lost while the reader of the pipe stood still");
    assertThat(text).startsWith(MORE_THAN_A_PIPE_TAKES + "\nline 0\nline 1\n");
  }

  private void closeAll(SpooledStream stream) {
    stream.close();
    pipe.close();
  }

  @Test
  void aLineLeavesWhenItIsWholeAndTheRestAtTheEnd() throws Exception {
    SpooledStream stream = stream(PATIENCE);

    print(stream, "ready: 3 bo");
    print(stream, "ards\nand");
    assertThat(new String(reader.readNBytes(16), UTF_8)).isEqualTo("ready: 3 boards\n");

    closeAll(stream);
    assertThat(new String(reader.readAllBytes(), UTF_8)).isEqualTo("and");
  }

  @Test
  void theEndDoesNotWaitForEverForAReaderThatStandsStill() throws Exception {
    SpooledStream stream = stream(Duration.ofMillis(20));

    print(stream, MORE_THAN_A_PIPE_TAKES + "\n");
    stream.close();

    assertThat(reader.read()).isPositive();
  }
}
