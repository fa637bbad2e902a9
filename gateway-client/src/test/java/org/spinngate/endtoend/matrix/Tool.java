package org.spinngate.endtoend.matrix;

import java.time.Duration;
import org.spinngate.endtoend.tools.HostTool;
import org.spinngate.endtoend.tools.Rig;
import org.spinngate.endtoend.tools.SpiNNMan;
import org.spinngate.endtoend.tools.ToolTarget;
import org.spinngate.endtoend.tools.Ybug;

/** Who uses the board. */
enum Tool {
  YBUG("ybug", 500, 3),
  RIG("rig", 500, 5),
  SPINNMAN("SpiNNMan", 1000, 11);

  private final String label;
  private final Duration timeout;
  private final int tries;

  Tool(String label, int timeoutMillis, int tries) {
    this.label = label;
    this.timeout = Duration.ofMillis(timeoutMillis);
    this.tries = tries;
  }

  String label() {
    return label;
  }

  HostTool open(ToolTarget target) {
    return switch (this) {
      case YBUG -> new Ybug(target);
      case RIG -> new Rig(target);
      case SPINNMAN -> new SpiNNMan(target);
    };
  }

  /** How long it waits for an answer before it asks again. */
  Duration timeout() {
    return timeout;
  }

  /** How long it waits in all. */
  Duration patience() {
    return timeout.multipliedBy(tries);
  }

  /** When it asks for the last time. */
  Duration lastTry() {
    return timeout.multipliedBy(tries - 1L);
  }

  /** How often it asks again, before it boots, whether the board is booted already. */
  int retriesBeforeBoot() {
    return switch (this) {
      case YBUG -> 2;
      case RIG -> 0;
      case SPINNMAN -> 3;
    };
  }

  /** How many requests it has outstanding. */
  int window() {
    return this == SPINNMAN ? 8 : 1;
  }
}
