package org.spinngate.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** One of our programs as a process of its own, which signals can reach. */
public final class Program implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 240;

  /** Without it the client's configuration, which is code, would be the server's as well. */
  private static final String OWN_LOG = "logback.xml";

  private static final String LOG_OPTION = "-Dlogback.configurationFile=";

  private final Process process;
  private final Queue<String> out = new ConcurrentLinkedQueue<>();
  private final Queue<String> err = new ConcurrentLinkedQueue<>();
  private List<Thread> readers = List.of();

  private Program(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("HOME", Folders.temporary("home").toString());
    try {
      this.process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins to read what the program writes. */
  public Program read() {
    readers =
        List.of(collect(process.getInputStream(), out), collect(process.getErrorStream(), err));
    return this;
  }

  /**
   * Starts one.
   *
   * @param main its class, whose own configuration of the log it gets
   * @param options of Java
   */
  public static Program start(Class<?> main, List<String> options, List<String> arguments) {
    return startUnread(main, options, arguments).read();
  }

  /**
   * Starts one within something else.
   *
   * @param entry the command that puts itself in place of the one behind it, such as nsenter
   */
  static Program startWithin(List<String> entry, Class<?> main, List<String> arguments) {
    return new Program(command(entry, Start.of(main, main), List.of(), arguments)).read();
  }

  /** The same, but nobody reads what it writes before {@link #read()}. */
  public static Program startUnread(Class<?> main, List<String> options, List<String> arguments) {
    return new Program(command(List.of(), Start.of(main, main), options, arguments));
  }

  /**
   * Starts one that is another one but for its main class, and has what that has.
   *
   * @param like the main class of the other one
   */
  public static Program startLike(
      Class<?> like, Class<?> main, List<String> options, List<String> arguments) {
    return new Program(command(List.of(), Start.of(like, main), options, arguments)).read();
  }

  /**
   * The same with classes of another build.
   *
   * @param build its jar, which comes before everything else
   */
  public static Program startLike(
      Path build, Class<?> main, List<String> options, List<String> arguments) {
    return new Program(command(List.of(), new Start(build, List.of(), main), options, arguments))
        .read();
  }

  /** A main class, and what it is started with: classes and log, and options for its archive. */
  private record Start(Path classes, List<String> archive, Class<?> main) {
    static Start of(Class<?> like, Class<?> main) {
      return new Start(ownClasses(like), ProgramClasses.options(like), main);
    }
  }

  private static List<String> command(
      List<String> entry, Start start, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>(entry);
    // A shell that started this process in its background has made all its children deaf to Ctrl-C.
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-ea", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(start.archive);
    command.addAll(options);
    if (hasOwnLog(start.classes)
        && options.stream().noneMatch(option -> option.contains(LOG_OPTION))) {
      command.add(LOG_OPTION + OWN_LOG);
    }
    command.addAll(List.of("-cp", ProgramClasses.classPath(start.classes)));
    command.add(start.main.getName());
    command.addAll(arguments);
    return command;
  }

  /** Looks into a folder of classes or into a jar: it depends on what the build has made so far. */
  private static boolean hasOwnLog(Path classes) {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, null)) {
      return loader.findResource(OWN_LOG) != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path ownClasses(Class<?> main) {
    return Path.of(URI.create(main.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private static Thread collect(InputStream stream, Queue<String> lines) {
    Thread reader =
        new Thread(
            () -> {
              try (BufferedReader text = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
                text.lines().forEach(lines::add);
              } catch (IOException | UncheckedIOException e) {
                lines.add("(" + e + ")");
              }
            },
            "output-of-process");
    reader.setDaemon(true);
    reader.start();
    return reader;
  }

  public List<String> out() {
    return List.copyOf(out);
  }

  public List<String> err() {
    return List.copyOf(err);
  }

  /** Waits for a line on standard output that begins like this, and returns it. */
  public String awaitOut(String beginning) {
    await("standard output, with " + beginning)
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .until(() -> out.stream().anyMatch(line -> line.startsWith(beginning)) || !isAlive());
    return out.stream()
        .filter(line -> line.startsWith(beginning))
        .findFirst()
        .orElseThrow(() -> new AssertionError("ended: " + out + err));
  }

  /** Writes a line to its standard input. */
  public void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes its standard input, as the system does when this process is killed. */
  void tellNoMore() throws IOException {
    process.getOutputStream().close();
  }

  /** Processor time since its start. */
  public Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Sends a signal such as {@code INT}, {@code TERM} or {@code KILL}. */
  public void signal(String name) throws IOException, InterruptedException {
    String number = Long.toString(process.pid());
    Process kill = new ProcessBuilder("kill", "-" + name, number).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new IOException("no process " + number);
    }
  }

  /** Waits for the end, and for the last word. */
  public int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running: " + out + err);
    }
    for (Thread reader : readers) {
      reader.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
