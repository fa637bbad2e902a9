package org.spinngate.server.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spinngate.server.testing.LogCapture;

/** The latest content is in the file, sooner or later. */
class StateFileTest {
  @TempDir private Path folder;
  private final Disk disk = new Disk();

  @AfterEach
  void close() {
    disk.close();
  }

  private StateFile state(Path path) {
    return new StateFile(disk, path, "what is lost");
  }

  @Test
  void ofWhatWaitsForADiskThatStandsStillOnlyTheLastIsWritten() throws Exception {
    CountDownLatch standing = new CountDownLatch(1);
    disk.execute(() -> awaitUninterruptibly(standing));
    StateFile state = state(folder.resolve("file"));

    Future<Boolean> first = state.keep("1");
    for (int i = 2; i <= 1000; i++) {
      assertThat(state.keep(String.valueOf(i))).isSameAs(first);
    }
    assertThat(first).isNotDone();
    standing.countDown();

    assertThat(first.get()).isTrue();
    assertThat(folder.resolve("file")).hasContent("1000");
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whatCannotBeWrittenIsTriedAgainAndSaidOnce() throws Exception {
    Path later = folder.resolve("later");
    StateFile state = state(later.resolve("file"));

    try (LogCapture log = new LogCapture(StateFile.class.getName())) {
      assertThat(state.keep("1").get()).isFalse();
      assertThat(state.keep("2").get()).isFalse();
      assertThat(log.lines()).singleElement().asString().startsWith("what is lost: cannot write");
      Files.createDirectory(later);

      await().untilAsserted(() -> assertThat(later.resolve("file")).hasContent("2"));
    }
  }

  @Test
  void atTheEndEverythingIsWritten() {
    state(folder.resolve("file")).keep("last");

    disk.close();

    assertThat(folder.resolve("file")).hasContent("last");
  }

  @Test
  void aFaultInOneTaskKeepsNoOtherFromTheDisk() throws Exception {
    disk.execute(
        () -> {
          throw new IllegalStateException("a fault");
        });

    assertThat(state(folder.resolve("file")).keep("x").get()).isTrue();
  }
}
