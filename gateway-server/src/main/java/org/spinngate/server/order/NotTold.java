package org.spinngate.server.order;

/** The other gateways cannot be told at present, or nobody knows whether they were. */
public final class NotTold extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param why a clause for people
   */
  public NotTold(String why) {
    super(why, null, false, false);
  }

  /** A clause for people. */
  public String why() {
    return String.valueOf(getMessage());
  }
}
