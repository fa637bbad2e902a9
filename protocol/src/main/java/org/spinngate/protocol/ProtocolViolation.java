package org.spinngate.protocol;

/**
 * The peer sent bytes that no correct peer sends. It costs that peer its connection and nobody else
 * anything. Strangers cause these at will, so there is no stack trace to fill a log with.
 */
public final class ProtocolViolation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong, in words for one log line; never bytes of the peer's choosing
   */
  public ProtocolViolation(String message) {
    super(message, null, false, false);
  }
}
