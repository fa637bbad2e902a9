package org.spinngate.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UserConnectionsTest {
  private final AtomicInteger most = new AtomicInteger(2);
  private final UserConnections connections = new UserConnections(most::get);

  @Test
  void eachUserHasAsManyPlacesAsTheLimitSaysAtThatTime() {
    assertThat(connections.tryEnter("alice")).isTrue();
    assertThat(connections.tryEnter("alice")).isTrue();
    assertThat(connections.tryEnter("alice")).isFalse();
    assertThat(connections.tryEnter("bob")).isTrue();

    most.set(3);

    assertThat(connections.tryEnter("alice")).isTrue();
  }

  @Test
  void whoIsGoneLeavesNothingBehind() {
    connections.tryEnter("alice");
    connections.tryEnter("alice");

    connections.leave("alice");
    assertThat(connections.tryEnter("alice")).isTrue();
    connections.leave("alice");
    connections.leave("alice");

    assertThat(connections.users()).isZero();
  }
}
