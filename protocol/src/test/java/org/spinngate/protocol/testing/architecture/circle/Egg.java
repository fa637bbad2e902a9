package org.spinngate.protocol.testing.architecture.circle;

import java.util.function.Supplier;

class Egg {
  /** The name stands in a nested class only. */
  static final class Shell {
    Supplier<Object> whatComes() {
      return Hen::new;
    }
  }
}
