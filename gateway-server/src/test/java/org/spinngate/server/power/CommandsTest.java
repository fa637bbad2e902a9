package org.spinngate.server.power;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.server.config.power.Argv;

/** Commands as operators write them, and as they go wrong. */
@DisabledOnOs(OS.WINDOWS)
class CommandsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Occasion OCCASION =
      new Occasion("spin5-03", "10.0.0.3", "alice", "7f3a91c2", "released");

  @TempDir Path folder;

  private volatile boolean tenure = true;
  private volatile boolean ours = true;
  private final Commands commands = new Commands(() -> tenure);

  @AfterEach
  void close() {
    commands.close();
  }

  private void run(Duration timeout, String... words) throws Exception {
    commands
        .run(new Argv(List.of(words)), OCCASION, timeout, () -> ours)
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private String failure(Duration timeout, String... words) {
    Throwable thrown = catchThrowable(() -> run(timeout, words));
    assertThat(thrown).hasCauseInstanceOf(PowerFailure.class);
    return String.valueOf(thrown.getCause().getMessage());
  }

  private static String[] shell(String script, String... arguments) {
    List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", script, "hook"));
    words.addAll(List.of(arguments));
    return words.toArray(new String[0]);
  }

  @Test
  void wordsAreFilledInAndAreInTheEnvironment() throws Exception {
    Path file = folder.resolve("said");

    run(
        PATIENCE,
        shell(
            "echo \"$1 $2 $SPINNGATE_BOARD $SPINNGATE_HOST $SPINNGATE_USER $SPINNGATE_SESSION"
                + " $SPINNGATE_CAUSE\" > "
                + file,
            "{board}:{cause}",
            "{user}@{host}/{session}"));

    assertThat(file)
        .hasContent(
            "spin5-03:released alice@10.0.0.3/7f3a91c2"
                + " spin5-03 10.0.0.3 alice 7f3a91c2 released");
  }

  @Test
  void noShellReadsAnArgument() throws Exception {
    Path file = folder.resolve("made");

    run(PATIENCE, "/bin/echo", "; touch " + file, "$(touch " + file + ")");

    assertThat(file).doesNotExist();
  }

  @Test
  void nothingToRunIsDoneAtOnce() {
    assertThat(commands.run(Argv.NOTHING, OCCASION, SHORT, () -> true).toCompletableFuture())
        .isCompleted();
  }

  @Test
  void aCommandThatFailsSaysHow() {
    assertThat(failure(PATIENCE, shell("exit 3"))).isEqualTo("/bin/sh ended with exit code 3");
  }

  @Test
  void aCommandThatIsNotThereSaysSo() {
    assertThat(failure(PATIENCE, "/no/such/program")).startsWith("/no/such/program cannot be run:");
  }

  @Test
  void aCommandThatHangsIsKilledWithAllThatItHasStarted() throws IOException {
    Path file = folder.resolve("child");

    String words =
        failure(Duration.ofSeconds(2), shell("sleep 600 & echo $! > " + file + "; wait"));

    assertThat(words).isEqualTo("/bin/sh was not done in 2 s");
    long child = Long.parseLong(Files.readString(file).strip());
    await()
        .atMost(PATIENCE)
        .until(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
  }

  @Test
  void aChildThatKeepsTheOutputKeepsNobodyWaiting() throws Exception {
    Path file = folder.resolve("child");

    run(PATIENCE, shell("sleep 600 & echo $! > " + file));

    ProcessHandle.of(Long.parseLong(Files.readString(file).strip()))
        .ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void aFloodOfOutputIsNotKept() throws Exception {
    run(PATIENCE, shell("head -c 3000000 /dev/zero | tr '\\0' 'x'"));
  }

  @Test
  void aFloodWithoutEndIsEnded() {
    assertThat(failure(Duration.ofSeconds(1), shell("while :; do echo noise; done")))
        .isEqualTo("/bin/sh was not done in 1 s");
  }

  @Test
  void onlyTheLastLinesAreKept() {
    CommandRun.LastLines lines = new CommandRun.LastLines();
    for (int i = 0; i < 10_000; i++) {
      byte[] line = ("line " + i + "\u0007\n").getBytes(StandardCharsets.UTF_8);
      lines.add(line, line.length);
    }

    assertThat(lines.lines())
        .containsExactly("line 9995", "line 9996", "line 9997", "line 9998", "line 9999");
  }

  @Test
  void noneBeginsWhileTheBoardMayBeAnothers() {
    tenure = false;

    assertThat(failure(PATIENCE, shell("echo > " + folder.resolve("said"))))
        .isEqualTo("this gateway cannot be sure at present that the board is its own");
    assertThat(folder.resolve("said")).doesNotExist();
  }

  @Test
  void noneBeginsForABoardThatThisGatewayHasLostSinceItWasWanted() {
    ours = false;

    assertThat(failure(PATIENCE, shell("echo > " + folder.resolve("said"))))
        .isEqualTo("the board was taken over by another gateway meanwhile");
    assertThat(folder.resolve("said")).doesNotExist();
  }

  @Test
  void manyWaitForAFew() {
    List<CompletableFuture<Void>> all =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    commands
                        .run(
                            new Argv(List.of("/bin/sleep", "0.01")), OCCASION, PATIENCE, () -> true)
                        .toCompletableFuture())
            .toList();

    await().atMost(PATIENCE).until(() -> all.stream().allMatch(done -> done.isDone()));
    assertThat(all).allSatisfy(done -> assertThat(done).isCompleted());
  }
}
