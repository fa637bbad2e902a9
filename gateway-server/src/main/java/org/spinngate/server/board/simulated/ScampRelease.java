package org.spinngate.server.board.simulated;

/**
 * Which SC&amp;MP the board runs, where releases differ on the wire.
 *
 * <p>4.0.0 overwrites the return code that a command handler found with {@code RC_OK}, so that a
 * refused command comes back as success without data; older releases tell the truth. Errors of
 * routing are right in both (public source: spinnaker_tools scamp-3.c, {@code return_msg}).
 */
public enum ScampRelease {
  /** What rig ships: strict return codes, states counted by {@code SIG}. */
  V3_1_0("3.1.0", false),
  /** The last one with strict return codes. */
  V3_4_1("3.4.1", false),
  /** What SpiNNMan, JavaSpiNNaker and ybug ship: handler errors masked, {@code COUNT} known. */
  V4_0_0("4.0.0", true);

  private final String version;
  private final boolean fourth;

  ScampRelease(String version, boolean fourth) {
    this.version = version;
    this.fourth = fourth;
  }

  /** The version as the answer to {@code VER} spells it. */
  public String version() {
    return version;
  }

  boolean masksHandlerErrors() {
    return fourth;
  }

  boolean knows(Command command) {
    return fourth || (command != Command.COUNT && command != Command.APP_COPY_RUN);
  }

  boolean countsBySignal() {
    return !fourth;
  }
}
