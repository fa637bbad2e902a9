package org.spinngate.endtoend;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;

/**
 * A tool boots the instant that the local ports are there, and the server is 400 ms away each way.
 * {@code -Dboot.rounds=100} boots a hundred times.
 */
@Timeout(900)
@ExtendWith(LeakExtension.class)
class FarBootTest {
  private static final int ROUNDS = Integer.getInteger("boot.rounds", 10);
  private static final int AT_ONCE = 10;

  private final List<FarBoot> boots = new ArrayList<>();

  @AfterEach
  void stop() {
    each(FarBoot::close);
    boots.clear();
  }

  /** Does it to all of them at the same time. */
  private void each(Consumer<FarBoot> action) {
    boots.stream()
        .map(
            boot ->
                CompletableFuture.runAsync(
                    () -> action.accept(boot), task -> new Thread(task, "boot").start()))
        .toList()
        .forEach(CompletableFuture::join);
  }

  @Test
  void everyBootIsWholeWhateverHappensToTheLine() {
    for (int done = 0; done < ROUNDS; done += AT_ONCE) {
      LongStream.range(done, Math.min(done + AT_ONCE, ROUNDS))
          .forEach(seed -> boots.add(new FarBoot(seed)));

      each(FarBoot::begin);
      each(FarBoot::disturb);

      each(FarBoot::assertWhole);
      stop();
    }
  }
}
