package org.spinngate.server.config.file;

/** A value of the file that cannot be what its key needs; the message says what it must be. */
final class Unfit extends Exception {
  private static final long serialVersionUID = 1L;

  Unfit(String reason) {
    super(reason, null, false, false);
  }

  String reason() {
    return String.valueOf(getMessage());
  }
}
