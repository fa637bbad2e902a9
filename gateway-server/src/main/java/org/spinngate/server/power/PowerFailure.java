package org.spinngate.server.power;

/** Why a board could not be switched, or a command did not succeed, as words for people. */
final class PowerFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param words a clause without a full stop
   */
  PowerFailure(String words) {
    super(words, null, false, false);
  }

  /** The words. */
  String words() {
    return String.valueOf(getMessage());
  }
}
