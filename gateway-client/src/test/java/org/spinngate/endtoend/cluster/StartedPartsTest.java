package org.spinngate.endtoend.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StartedPartsTest {
  private final List<String> closed = new ArrayList<>();
  private final StartedParts parts = new StartedParts();

  private void start(String name) {
    parts.add(() -> closed.add(name));
  }

  private void startOneThatFailsToClose() {
    parts.add(
        () -> {
          throw new IOException("stuck");
        });
  }

  @Test
  void whatWasStartedLastIsClosedFirstAndOnlyOnce() {
    start("engine");
    start("gateway");

    parts.close();
    parts.close();

    assertThat(closed).containsExactly("gateway", "engine");
  }

  @Test
  void allIsClosedThoughOnePartFailsWhichIsTold() {
    start("engine");
    startOneThatFailsToClose();
    start("gateway");

    assertThatThrownBy(parts::close).hasSuppressedException(new IOException("stuck"));

    assertThat(closed).containsExactly("gateway", "engine");
  }

  @Test
  void theFaultThatPreventedAStartIsKeptWithThoseOfClosing() {
    start("engine");
    startOneThatFailsToClose();
    AssertionError fault = new AssertionError("ended");

    parts.closeAfter(fault);

    assertThat(closed).containsExactly("engine");
    assertThat(fault).hasSuppressedException(new IOException("stuck"));
  }
}
