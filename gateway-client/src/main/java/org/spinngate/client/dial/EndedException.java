package org.spinngate.client.dial;

/** A connection came to its end before it gave what was asked for. */
public final class EndedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Ending ending;

  /**
   * @param ending why
   */
  public EndedException(Ending ending) {
    super(ending.text(), null, false, false);
    this.ending = ending;
  }

  /** Why. */
  public Ending ending() {
    return ending;
  }
}
