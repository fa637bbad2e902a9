package org.spinngate.server.power;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.spinngate.server.config.power.Argv;

/**
 * One run of an operator's command, on a thread that it may keep until its time is over. Who has
 * inherited its output cannot keep it longer: nothing here waits for the end of that.
 */
final class CommandRun {
  private static final Set<String> SYSTEMD =
      Set.of("NOTIFY_SOCKET", "WATCHDOG_USEC", "WATCHDOG_PID");

  private static final Logger LOG = LoggerFactory.getLogger(CommandRun.class);
  private static final long LOOK_MILLIS = 20;
  private static final int PIECE = 8192;

  private final List<String> words;
  private final Map<String, String> fields;
  private final Duration timeout;
  private final LastLines output = new LastLines();

  CommandRun(Argv argv, Occasion occasion, Duration timeout) {
    this.fields = occasion.fields();
    this.words = argv.words().stream().map(this::filled).toList();
    this.timeout = timeout;
  }

  private String filled(String word) {
    String filled = word;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      filled = filled.replace("{" + field.getKey() + "}", field.getValue());
    }
    return filled;
  }

  /**
   * Runs it. Blocks.
   *
   * @throws PowerFailure if it cannot be run, fails, or is not done in time
   */
  void run() throws PowerFailure, InterruptedException {
    Process process = start();
    try {
      if (!ends(process)) {
        throw new PowerFailure(words.get(0) + " was not done in " + text(timeout));
      }
      if (process.exitValue() != 0) {
        throw new PowerFailure(words.get(0) + " ended with exit code " + process.exitValue());
      }
    } catch (IOException e) {
      throw new PowerFailure(words.get(0) + ": " + e.getMessage());
    } finally {
      kill(process);
      tell();
    }
  }

  private Process start() throws PowerFailure {
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    // What systemd is told is told by this process alone.
    builder.environment().keySet().removeAll(SYSTEMD);
    fields.forEach(
        (name, value) ->
            builder.environment().put("SPINNGATE_" + name.toUpperCase(Locale.ROOT), value));
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      return process;
    } catch (IOException e) {
      throw new PowerFailure(words.get(0) + " cannot be run: " + e.getMessage());
    }
  }

  /** Reads what it prints until it ends; false if its time is over first. */
  private boolean ends(Process process) throws IOException, InterruptedException {
    long begun = System.nanoTime();
    InputStream printed = process.getInputStream();
    byte[] piece = new byte[PIECE];
    boolean over = false;
    while (!over && System.nanoTime() - begun < timeout.toNanos()) {
      over = !read(printed, piece) && process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    read(printed, piece);
    return over;
  }

  /** Whether there was anything. Never waits. */
  private boolean read(InputStream printed, byte[] piece) throws IOException {
    int ready = Math.min(printed.available(), PIECE);
    int length = ready > 0 ? printed.read(piece, 0, ready) : 0;
    output.add(piece, Math.max(0, length));
    return length > 0;
  }

  /** Also all that it has started that still runs. */
  private static void kill(Process process) {
    if (process.isAlive()) {
      Stream.concat(process.descendants().toList().stream(), Stream.of(process.toHandle()))
          .forEach(ProcessHandle::destroyForcibly);
    }
  }

  private void tell() {
    output.lines().forEach(line -> LOG.info("{} says: {}", words.get(0), line));
  }

  private static String text(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }

  /** The end of what a command prints: of long output too, no more than a few lines are kept. */
  static final class LastLines {
    private static final int MOST_BYTES = 4096;
    private static final int MOST_LINES = 5;
    private static final int LONGEST = 200;
    private static final Pattern UNFIT = Pattern.compile("\\p{Cntrl}+");

    private final byte[] ring = new byte[MOST_BYTES];
    private long count;

    void add(byte[] bytes, int length) {
      for (int i = 0; i < length; i++) {
        ring[(int) (count++ % MOST_BYTES)] = bytes[i];
      }
    }

    /** At most five, none longer than a line of a log should be. */
    List<String> lines() {
      List<String> lines =
          text()
              .lines()
              .map(line -> UNFIT.matcher(line).replaceAll(" ").strip())
              .filter(line -> !line.isEmpty())
              .map(line -> line.substring(0, Math.min(LONGEST, line.length())))
              .toList();
      return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    }

    private String text() {
      int kept = (int) Math.min(count, MOST_BYTES);
      byte[] inOrder = new byte[kept];
      for (int i = 0; i < kept; i++) {
        inOrder[i] = ring[(int) ((count - kept + i) % MOST_BYTES)];
      }
      return new String(inOrder, UTF_8);
    }
  }
}
