package org.spinngate.client.check;

/** How a step came out. */
public enum Outcome {
  /** As it should be. */
  GOOD("ok"),
  /** It works, and there is something to know. */
  REMARK("note"),
  /** It keeps the user from working. */
  BAD("bad"),
  /** Nothing is known, since an earlier step came out badly or the user did not ask for it. */
  NOT_CHECKED("not-checked");

  private final String label;

  Outcome(String label) {
    this.label = label;
  }

  /** The word in text and JSON. */
  public String label() {
    return label;
  }
}
