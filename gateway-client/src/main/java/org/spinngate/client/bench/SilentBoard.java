package org.spinngate.client.bench;

/** Not one read was answered. */
public final class SilentBoard extends Exception {
  private static final long serialVersionUID = 1L;

  SilentBoard(Target target) {
    super(
        "no answer on the path '" + target.name() + "': is the board booted?", null, false, false);
  }
}
