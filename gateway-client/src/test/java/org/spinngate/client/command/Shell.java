package org.spinngate.client.command;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.spinngate.client.testing.Certificate;
import org.spinngate.client.testing.FakeServer;
import org.spinngate.client.testing.Settings;
import org.spinngate.protocol.Holder;

/** Runs the program within this process and keeps what it prints. */
final class Shell {
  static final Certificate CERTIFICATE = Certificate.forLocalhost();
  static final Holder HOLDER =
      new Holder("bob", Instant.parse("2026-03-04T14:02:00Z"), Duration.ofMinutes(3));
  static final String[] LOCAL = {"-b", "spin5-03", "--scp-port", "0", "--boot-port", "0"};

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-04T15:00:00Z"), ZoneOffset.UTC);

  private final Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private final CompletableFuture<Void> interruption = new CompletableFuture<>();

  /**
   * @param directory the user's home
   */
  Shell(Path directory) {
    this.directory = directory;
    environment.put("HOME", directory.toString());
  }

  int run(String... arguments) {
    return Main.run(
        arguments,
        new Environment(
            environment,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            CLOCK,
            interruption));
  }

  CompletableFuture<Integer> inBackground(String... arguments) {
    return CompletableFuture.supplyAsync(() -> run(arguments));
  }

  /** A variable of the user's. */
  void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** Ctrl-C. */
  void interrupt() {
    interruption.complete(null);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  void clear() {
    out.reset();
    err.reset();
  }

  /** The command with all that it needs to reach the server. */
  String[] arguments(FakeServer server, List<String> command, String... more) throws Exception {
    return arguments(server.port(), command, more);
  }

  String[] arguments(int port, List<String> command, String... more) throws Exception {
    return Settings.arguments(directory, port, CERTIFICATE.pin(), command, more);
  }
}
