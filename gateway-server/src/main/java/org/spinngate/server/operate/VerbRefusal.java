package org.spinngate.server.operate;

import org.spinngate.protocol.ExitCode;
import org.spinngate.server.order.NotTold;

/** A request cannot be fulfilled, for a reason that the operator can change. */
public final class VerbRefusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /** With words for the operator and the number for the shell. */
  public VerbRefusal(ExitCode exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  /** What the command exits with. */
  public ExitCode exitCode() {
    return exitCode;
  }

  /** The other gateways cannot be told. */
  static VerbRefusal notTold(NotTold failure) {
    return new VerbRefusal(
        ExitCode.UNREACHABLE,
        "the other gateways cannot be told at present ("
            + failure.why()
            + "); look whether it has taken effect, or try again later");
  }

  /** Of a request that makes no sense. */
  static VerbRefusal usage(String message) {
    return new VerbRefusal(ExitCode.USAGE, message);
  }
}
