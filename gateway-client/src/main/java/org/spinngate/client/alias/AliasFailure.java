package org.spinngate.client.alias;

/** A board cannot have its own address on this machine. The message is for the user. */
public final class AliasFailure extends Exception {
  private static final long serialVersionUID = 1L;

  AliasFailure(String message) {
    super(message, null, false, false);
  }
}
