package org.spinngate.server.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is done after a pass of an event loop for each of those for whom something has come. */
class EndOfPassTest {
  private final List<String> done = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private final EndOfPass<String> pass =
      new EndOfPass<>(this::end, fault -> faults.add(fault.getMessage()));

  private void end(String one) {
    done.add(one);
    if (one.startsWith("bad")) {
      throw new IllegalStateException(one + " fails");
    }
  }

  @Test
  void eachIsServedOnceInTheOrderInWhichTheyCame() {
    pass.add("a");
    pass.add("b");

    pass.run();
    pass.run();

    assertThat(done).containsExactly("a", "b");
  }

  @Test
  void aFaultInOneIsToldAndCostsTheOthersNothing() {
    pass.add("a");
    pass.add("bad");
    pass.add("b");

    pass.run();

    assertThat(done).containsExactly("a", "bad", "b");
    assertThat(faults).containsExactly("bad fails");
  }

  @Test
  void aFaultDoesNotComeAgainWithTheNextPass() {
    pass.add("bad");
    pass.run();

    pass.add("a");
    pass.run();

    assertThat(done).containsExactly("bad", "a");
    assertThat(faults).hasSize(1);
  }
}
