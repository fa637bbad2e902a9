package org.spinngate.documentation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.spinngate.client.command.ClientProgram;
import org.spinngate.endtoend.Program;
import org.spinngate.server.Main;
import org.spinngate.server.ServerProgram;

/**
 * Somebody who does what the manual says, in a folder of the test's own, without any port that is
 * fixed, and with boards on this machine.
 */
final class Operator implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 90;

  /** In place of the manual's ports, and where the commands look for the server. */
  private static final String OF_THE_TEST =
      """
      gateway.listen = ["127.0.0.1:0"]
      gateway.http.listen = []
      gateway.probe.hello = ["127.0.0.1:0"]
      gateway.control.socket = "control.sock"
      gateway.reload.watch = false
      gateway.legacy.boot-listen = ["127.0.0.1:0"]
      """;

  /** The manual's boards, and where nobody answers in their place. */
  private static final String FACILITY = "192.168.";

  private static final String THIS_MACHINE = "127.68.";

  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  private final Path folder;
  private final Values values = new Values();
  private final List<ClientProgram> connected = new ArrayList<>();
  private Optional<Program> server = Optional.empty();
  private String port = "";

  /** What came of a command. */
  private record Result(int exitCode, List<String> lines) {
    Result(int exitCode, String printed) {
      this(exitCode, printed.lines().filter(line -> !line.isBlank()).toList());
    }
  }

  Operator(Path folder) {
    this.folder = folder;
  }

  /** Writes a file of the manual. */
  void write(Manual.Written step) throws IOException {
    Path file = Path.of(here(step.file()));
    Files.createDirectories(file.resolveSibling(""));
    String text = values.ofThisRun(step.text()).replace(FACILITY, THIS_MACHINE);
    boolean whole = step.file().startsWith("conf/") && count(text, '{') == count(text, '}');
    Files.writeString(file, whole ? text + OF_THE_TEST : text);
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(character -> character == wanted).count();
  }

  /** Gives a command of ours, and looks at what it prints. */
  void give(Manual.Given step) {
    List<String> words = words(step.line());
    String command = words.get(0);
    if (command.equals("gateway-server") && words.contains("serve")) {
      compare(step, serve(words.subList(1, words.size())));
    } else if (command.equals("gateway-server")) {
      ask(step, words.subList(1, words.size()));
    } else {
      compare(step, client(step, words.subList(1, words.size())));
    }
  }

  /** Gives a command of the system. */
  void giveShell(Manual.Given step) throws Exception {
    Process process =
        new ProcessBuilder("sh", "-c", here(values.ofThisRun(step.line())))
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    if (step.line().contains("cat >")) {
      process.getOutputStream().write((values.token() + "\n").getBytes(UTF_8));
    }
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    compare(step, new Result(process.waitFor(), printed));
  }

  /** The words of a command of ours, of which the first is the program's name. */
  private List<String> words(String line) {
    String command =
        values.ofThisRun(line).replaceFirst("^sudo (?:-u \\S+ )?", "").replaceFirst(" +# .*", "");
    return WORD.matcher(command)
        .results()
        .map(word -> word.group(1) == null ? here(word.group(2)) : word.group(1))
        .toList();
  }

  /** Files of the manual are in the folder. */
  private String here(String words) {
    return words
        .replace("/etc/spinnaker-gateway/", "conf/")
        .replaceAll("(?<![\\w/.-])(conf/|/etc/fail2ban/|\\w+\\.token)", folder + "/$1")
        .replace("//", "/");
  }

  private Result serve(List<String> arguments) {
    stopServer();
    Program started = Program.start(Main.class, List.of(), arguments);
    server = Optional.of(started);
    String ready = started.awaitOut("ready:");
    port = ready.replaceFirst(".*:(\\d+),.*", "$1");
    return new Result(0, ready);
  }

  private void ask(Manual.Given step, List<String> words) {
    List<String> arguments = new ArrayList<>(words);
    if (server.isPresent() && !words.contains("-c") && !words.get(0).startsWith("new-")) {
      arguments.addAll(List.of("--socket", here("conf/control.sock")));
    }
    if (isTable(step)) {
      lookUntil(step, arguments);
    } else {
      compare(step, run(arguments));
    }
  }

  /** A server that has just begun does not know its boards yet; the manual's reader is slower. */
  private void lookUntil(Manual.Given step, List<String> arguments) {
    await(step.line())
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .untilAsserted(() -> compare(step, run(arguments)));
  }

  private static Result run(List<String> arguments) {
    ServerProgram program = ServerProgram.run(arguments);
    return new Result(program.exitCode(), program.out() + program.err());
  }

  private Result client(Manual.Given step, List<String> words) {
    List<String> arguments = new ArrayList<>(words);
    arguments.replaceAll(word -> word.equals("localhost") ? "localhost:" + port : word);
    boolean question = words.contains("boards") || words.contains("reset");
    if (!question) {
      int end = arguments.contains("--") ? arguments.indexOf("--") : arguments.size();
      arguments.addAll(end, List.of("--scp-port", "0", "--boot-port", "0"));
    }
    ClientProgram program = ClientProgram.start(folder, arguments);
    if (question || words.contains("run") || step.exitCode() != 0) {
      return new Result(program.exitCode(), program.out() + program.err());
    }
    connected.add(program);
    await(step.line())
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .until(() -> program.out().lines().count() >= Math.max(1, step.shown().size()));
    return new Result(0, program.out());
  }

  private void compare(Manual.Given step, Result result) {
    assertThat(result.exitCode())
        .as("%s: %s", step.line(), result.lines())
        .isEqualTo(step.exitCode());
    for (String shown : step.shown().subList(0, isTable(step) ? 1 : step.shown().size())) {
      String printed =
          result.lines().stream()
              .map(line -> line.replace(folder + "/", "").replace(THIS_MACHINE, FACILITY))
              .filter(line -> isExact(step) ? line.equals(shown) : haveOneShape(line, shown))
              .findFirst()
              .orElseThrow(
                  () -> new AssertionError(step.line() + " has no " + shown + ": " + result));
      values.learn(shown, printed);
    }
  }

  private static boolean haveOneShape(String line, String shown) {
    return Values.shape(line).equals(Values.shape(shown));
  }

  /** What depends on nothing but a file is the same to the last digit. */
  private static boolean isExact(Manual.Given step) {
    return Stream.of(" check-config", " reload", "fail2ban").anyMatch(step.line()::contains);
  }

  /** Of a table only the head is the same everywhere. */
  private static boolean isTable(Manual.Given step) {
    return !step.shown().isEmpty()
        && Stream.of(" boards", " sessions", " health").anyMatch(step.line()::contains);
  }

  private void stopServer() {
    server.ifPresent(Operator::stop);
    server = Optional.empty();
  }

  private static void stop(Program program) {
    try {
      if (program.isAlive()) {
        program.signal("TERM");
      }
      assertThat(program.exitCode()).as("%s", program.err()).isZero();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      program.close();
    }
  }

  @Override
  public void close() {
    connected.forEach(ClientProgram::interrupt);
    connected.forEach(ClientProgram::exitCode);
    stopServer();
  }

  static boolean has(String program) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
  }
}
