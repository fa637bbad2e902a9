package org.spinngate.server.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.server.config.GatewayConfig;
import org.spinngate.server.config.file.ConfigReader;
import org.spinngate.server.config.file.Identities;
import org.spinngate.server.config.file.InvalidConfiguration;

/** A changed file takes effect by itself, however it was changed. */
class ConfigWatchTest {
  private static final String TLS = "gateway.tls { certificate = server.pem, key = server.key }\n";

  private static final Duration STILL = Duration.ofMillis(50);

  @TempDir static Path identity;
  @TempDir private Path folder;
  private final List<GatewayConfig> applied = new CopyOnWriteArrayList<>();
  private Path file = Path.of("");
  private ConfigWatch watch;

  private static String board(String name) {
    return "gateway.boards." + name + ".host = 127.0.0.2\n";
  }

  @BeforeAll
  static void makeIdentity() throws Exception {
    Identities.make(identity);
  }

  @BeforeEach
  void name() throws Exception {
    Identities.copy(identity, folder);
    file = folder.resolve("server.conf");
  }

  private void watch(Duration look) throws Exception {
    Reload reload =
        new Reload(
            ConfigReader.inspect(file),
            () -> ConfigReader.inspect(file),
            (next, newCertificate) -> applied.add(next));
    watch = ConfigWatch.start(reload::run, reload::files, look, STILL).orElseThrow();
  }

  @AfterEach
  void stop() {
    watch.close();
  }

  private void awaitBoard(String name) {
    await()
        .untilAsserted(
            () -> {
              assertThat(applied).isNotEmpty();
              assertThat(applied.get(applied.size() - 1).boards()).containsOnlyKeys(name);
            });
  }

  @Test
  void aFileThatIsWrittenInPlaceIsTaken() throws Exception {
    Files.writeString(file, TLS + board("first"));
    watch(Duration.ofMinutes(5));

    Files.writeString(file, TLS + board("second"));

    awaitBoard("second");
  }

  @Test
  void aFileThatAnotherOneIsMovedOverIsTaken() throws Exception {
    Files.writeString(file, TLS + board("first"));
    watch(Duration.ofMinutes(5));

    Path fresh = Files.writeString(folder.resolve(".server.conf.tmp"), TLS + board("second"));
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    awaitBoard("second");
    Path third = Files.writeString(folder.resolve(".server.conf.tmp"), TLS + board("third"));
    Files.move(third, file, StandardCopyOption.ATOMIC_MOVE);

    awaitBoard("third");
  }

  @Test
  void aLinkThatLeadsToAnotherFolderIsFollowed() throws Exception {
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));
    Files.writeString(one.resolve("server.conf"), identityAbove() + board("first"));
    Files.writeString(two.resolve("server.conf"), identityAbove() + board("second"));
    Path data = Files.createSymbolicLink(folder.resolve("data"), one.getFileName());
    Files.createSymbolicLink(file, Path.of("data/server.conf"));
    watch(Duration.ofMinutes(5));

    Path next = Files.createSymbolicLink(folder.resolve("data.new"), two.getFileName());
    Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);

    awaitBoard("second");
  }

  private String identityAbove() {
    return "gateway.tls { certificate = \""
        + folder.resolve("server.pem")
        + "\", key = \""
        + folder.resolve("server.key")
        + "\" }\n";
  }

  @Test
  void anIncludedFileCounts() throws Exception {
    Path boards = Files.writeString(folder.resolve("boards.conf"), board("first"));
    Files.writeString(file, TLS + "include \"boards.conf\"\n");
    watch(Duration.ofMinutes(5));

    Files.writeString(boards, board("second"));

    awaitBoard("second");
  }

  @Test
  void whereTheSystemTellsNothingItLooksNowAndThen() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path real = Files.writeString(elsewhere.resolve("real.conf"), identityAbove() + board("first"));
    Files.createSymbolicLink(file, real);
    watch(Duration.ofMillis(50));

    Files.writeString(real, identityAbove() + board("second"));

    awaitBoard("second");
  }

  @Test
  void aBrokenFileIsLeftAloneUntilItIsMended() throws Exception {
    Files.writeString(file, TLS + board("first"));
    watch(Duration.ofMillis(50));

    Files.writeString(file, TLS + "gateway.boards {");
    Files.writeString(file, TLS + board("second"));

    awaitBoard("second");
    assertThat(applied).hasSize(1);
  }

  @Test
  void whateverElseIsWrittenInTheFolderAChangeIsTakenSoon() throws Exception {
    Files.writeString(file, TLS + board("first"));
    watch(Duration.ofMinutes(5));
    try (Scribbler journal = new Scribbler(folder.resolve("sessions.journal"), n -> "open " + n)) {
      journal.awaitSome();

      Files.writeString(file, TLS + board("second"));

      awaitBoard("second");
    }
    assertThat(applied).hasSize(1);
  }

  @Test
  void aFileThatNeverStandsStillIsLookedAtNowAndThenUntilItDoes() throws Exception {
    Files.writeString(file, TLS + board("first"));
    AtomicInteger looks = new AtomicInteger();
    long begun = System.nanoTime();
    watch =
        ConfigWatch.start(
                why -> applied.add(read()),
                () -> {
                  looks.incrementAndGet();
                  return List.of(file);
                },
                Duration.ofMinutes(5),
                STILL)
            .orElseThrow();

    try (Scribbler editor = new Scribbler(file, n -> TLS + board("b" + n))) {
      await().until(() -> looks.get() > 10);
      editor.awaitSome();
    }
    long most = 10 + 3 * (System.nanoTime() - begun) / STILL.toNanos();
    assertThat(looks.get()).isLessThan((int) most);
    Files.writeString(file, TLS + board("last"));

    awaitBoard("last");
  }

  private GatewayConfig read() {
    try {
      return ConfigReader.inspect(file).config();
    } catch (InvalidConfiguration e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aFolderThatAnotherOneTakesThePlaceOfIsFollowed() throws Exception {
    Path place = Files.createDirectory(folder.resolve("place"));
    file = Files.writeString(place.resolve("server.conf"), identityAbove() + board("first"));
    watch(Duration.ofMillis(100));
    Path fresh = Files.createDirectory(folder.resolve("fresh"));
    Files.writeString(fresh.resolve("server.conf"), identityAbove() + board("second"));

    Files.move(place, folder.resolve("old"));
    Files.move(fresh, place);
    awaitBoard("second");
    Files.writeString(file, identityAbove() + board("third"));

    awaitBoard("third");
  }

  @Test
  void aFaultInTakingItIsNotRepeatedAndTheNextChangeIsHeard() throws Exception {
    Files.writeString(file, TLS + board("first"));
    AtomicInteger told = new AtomicInteger();
    watch =
        ConfigWatch.start(
                why -> {
                  told.incrementAndGet();
                  throw new IllegalStateException("a fault");
                },
                () -> List.of(file),
                Duration.ofMillis(20),
                STILL)
            .orElseThrow();
    Files.writeString(file, TLS + board("second"));
    await().until(() -> told.get() == 1);

    Files.writeString(file, TLS + board("third"));

    await().until(() -> told.get() == 2);
  }

  /** Writes a file again and again. */
  private static final class Scribbler implements AutoCloseable {
    private final AtomicInteger written = new AtomicInteger();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread;

    Scribbler(Path file, IntFunction<String> text) {
      thread =
          new Thread(
              () -> {
                while (!over.get()) {
                  write(file, text.apply(written.incrementAndGet()));
                }
              });
      thread.start();
    }

    private static void write(Path file, String text) {
      try {
        Files.writeString(file, text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void awaitSome() {
      int before = written.get();
      await().until(() -> written.get() > before + 20);
    }

    @Override
    public void close() {
      over.set(true);
      await().until(() -> !thread.isAlive());
    }
  }
}
