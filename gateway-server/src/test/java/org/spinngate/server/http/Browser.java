package org.spinngate.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real browser without a window, if this machine has one. */
final class Browser {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final long PATIENCE_SECONDS = 90;

  private final Path program;
  private final Path folder;

  private Browser(Path program, Path folder) {
    this.program = program;
    this.folder = folder;
  }

  /** Skips the test where no browser is installed. */
  static Browser orSkip(Path folder) {
    Optional<Path> program = find();
    assumeTrue(
        program.isPresent(),
        "no browser here: install chromium, so that the status page is tested in one");
    return new Browser(program.get(), folder);
  }

  private static Optional<Path> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Arrays.stream(path.split(":"))
        .flatMap(place -> NAMES.stream().map(name -> Path.of(place, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /**
   * What became of a page.
   *
   * @param dom its elements as text, once it had stood for a while
   * @param console what it and the browser complained about
   */
  record Seen(String dom, String console) {}

  /** Opens a page and lets some seconds of its time pass. */
  Seen open(String address) throws Exception {
    return run("--dump-dom", address);
  }

  void photograph(String address, Path picture, String size, boolean dark) throws Exception {
    run(
        "--hide-scrollbars",
        "--window-size=" + size,
        dark ? "--force-dark-mode" : "--light",
        dark
            ? "--blink-settings=preferredColorScheme=0"
            : "--blink-settings=preferredColorScheme=1",
        "--screenshot=" + picture,
        address);
  }

  private Seen run(String... arguments) throws IOException, InterruptedException {
    Path profile = Files.createTempDirectory(folder, "profile");
    Path dom = Files.createTempFile(folder, "dom", ".html");
    Path console = Files.createTempFile(folder, "console", ".log");
    List<String> command =
        new ArrayList<>(
            List.of(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-extensions",
                "--disable-background-networking",
                "--no-proxy-server",
                "--enable-logging=stderr",
                "--user-data-dir=" + profile,
                "--virtual-time-budget=5000"));
    Stream.of(arguments).forEach(command::add);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(dom.toFile())
            .redirectError(console.toFile())
            .start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      throw new AssertionError("the browser does not end: " + Files.readString(console, UTF_8));
    }
    return new Seen(Files.readString(dom, UTF_8), Files.readString(console, UTF_8));
  }
}
