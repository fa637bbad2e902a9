package org.spinngate.client.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class LoadGeneratorTest {
  private static final Duration LONG = Duration.ofSeconds(25);
  private static final int MANY = 50_000;

  /** No object has fewer bytes. */
  private static final int SMALLEST_OBJECT = 16;

  private final AtomicInteger heard = new AtomicInteger();

  @Test
  void noObjectIsMadeForEachRead() throws Exception {
    Load load = new Load(2, 8, 64);
    try (PlayedBoard board = new PlayedBoard(this::answer);
        LoadGenerator generator =
            LoadGenerator.open(board.target("a"), load, new Memory(64), System::nanoTime)) {
      generator.run(LONG, () -> heard.get() > MANY / 10);
      heard.set(0);
      long before = allocated();

      generator.run(LONG, () -> heard.get() >= MANY);

      assertThat((allocated() - before) / MANY).isLessThan(SMALLEST_OBJECT);
    }
  }

  private List<byte[]> answer(byte[] request) {
    heard.incrementAndGet();
    return List.of(PlayedBoard.answer(request, 1));
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadAllocatedBytes();
  }
}
