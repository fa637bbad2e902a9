package org.spinngate.simulated;

/**
 * Which SC&amp;MP the board runs, where releases differ on the wire.
 *
 * <p>From 4.0.0 on, the return code that a command handler found is overwritten with success, so
 * that a refused command comes back as OK without data; older releases tell the truth. Errors of
 * routing are right in both (public source: spinnaker_tools scamp-3.c, {@code return_msg}).
 *
 * @param version as the answer to {@code VER} spells it, such as {@code 4.0.0}
 */
public record ScampRelease(String version) {
  /** What rig ships: strict return codes, states counted by {@code SIG}. */
  public static final ScampRelease V3_1_0 = new ScampRelease("3.1.0");

  /** The last one with strict return codes. */
  public static final ScampRelease V3_4_1 = new ScampRelease("3.4.1");

  /** What SpiNNMan, JavaSpiNNaker and ybug ship. */
  public static final ScampRelease V4_0_0 = new ScampRelease("4.0.0");

  private static final int MAX_LENGTH = 16;

  /** Checks that there are three numbers, which is what tools can parse. */
  public ScampRelease {
    if (version.length() > MAX_LENGTH || !version.matches("\\d+\\.\\d+\\.\\d+")) {
      throw new IllegalArgumentException("no such SC&MP version: " + version);
    }
  }

  boolean masksHandlerErrors() {
    return isFourth();
  }

  boolean knows(Command command) {
    return isFourth() || (command != Command.COUNT && command != Command.APP_COPY_RUN);
  }

  boolean countsBySignal() {
    return !isFourth();
  }

  /**
   * From 3.2 on, IP tags for the sender's own address and port (public source: spinnaker_tools pull
   * request 90; neither in 3.1.0 nor missing in 3.4.1, where in between is assumed).
   */
  boolean knowsUseSender() {
    return isAtLeastThreeTwo();
  }

  /** From 3.2 on, senders are found without ARP (likewise, pull request 70). */
  boolean remembersHosts() {
    return isAtLeastThreeTwo();
  }

  private boolean isAtLeastThreeTwo() {
    String[] numbers = version.split("\\.", -1);
    int major = Integer.parseInt(numbers[0]);
    return major > 3 || (major == 3 && Integer.parseInt(numbers[1]) >= 2);
  }

  private boolean isFourth() {
    return version.indexOf('.') > 1 || version.charAt(0) >= '4';
  }
}
