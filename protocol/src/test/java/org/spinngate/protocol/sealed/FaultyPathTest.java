package org.spinngate.protocol.sealed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.spinngate.protocol.testing.LeakExtension;
import org.spinngate.protocol.testing.UncaughtFaults;

/** A fault of our own in the judgement of a path does not leave it as it is for ever. */
@ExtendWith({LeakExtension.class, UncaughtFaults.class})
class FaultyPathTest {
  @Test
  void aPathThatIsDeadIsLeftBehindAFaultAndOneThatLivesIsFoundAgain(List<Throwable> faults) {
    try (PathBench bench = PathBench.proven()) {
      bench.clientEnd().failAtNextProof();
      bench.toServer().block(true);
      bench.pass(60_000);
      assertThat(bench.clientEnd().isChosen()).isFalse();

      bench.toServer().block(false);
      bench.pass(60_000);

      assertThat(bench.clientEnd().isChosen()).isTrue();
      assertThat(faults).extracting(Throwable::getMessage).containsExactly("no proof today");
    }
  }
}
