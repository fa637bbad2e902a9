package org.spinngate.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.spinngate.protocol.net.Transport;
import org.spinngate.server.testing.RealLoop;

class HopsTest {
  private final RealLoop loop = new RealLoop(Transport.NIO);
  private final Hops hops = new Hops(loop.loop());
  private final List<Integer> ran = new ArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  /** From within the loop, so that nothing that hops can arrive meanwhile. */
  private int hopWhileTheLoopIsBusy(Hops.Source source, int wanted) {
    return loop.get(
        () -> {
          int taken = 0;
          for (int i = 0; i < wanted; i++) {
            int number = i;
            taken += source.hop(() -> ran.add(number)) ? 1 : 0;
          }
          return taken;
        });
  }

  private List<Integer> all() {
    return loop.get(() -> List.copyOf(ran));
  }

  @Test
  void whatHopsArrivesOnTheOtherLoopInItsOrder() {
    hopWhileTheLoopIsBusy(hops.source(), 3);

    assertThat(all()).containsExactly(0, 1, 2);
  }

  @Test
  void aSourceHasNoMoreUnderWayThanItsShare() {
    Hops.Source source = hops.source();

    assertThat(hopWhileTheLoopIsBusy(source, Hops.MOST_OF_ONE + 10)).isEqualTo(Hops.MOST_OF_ONE);
    assertThat(all()).hasSize(Hops.MOST_OF_ONE);
    assertThat(hopWhileTheLoopIsBusy(source, 5)).isEqualTo(5);
  }

  @Test
  void allSourcesTogetherHaveNoMoreUnderWayThanTheLoopWorksOff() {
    int taken =
        loop.get(
            () -> {
              int sum = 0;
              for (int i = 0; i < 10 * Hops.MOST / Hops.MOST_OF_ONE; i++) {
                Hops.Source source = hops.source();
                while (source.hop(() -> ran.add(1))) {
                  sum++;
                }
              }
              return sum;
            });

    assertThat(taken).isEqualTo(Hops.MOST);
    assertThat(all()).hasSize(Hops.MOST);
  }

  @Test
  void whatCannotRunAnyMoreIsRefused() {
    loop.close();

    assertThat(hops.source().hop(() -> ran.add(1))).isFalse();
  }
}
