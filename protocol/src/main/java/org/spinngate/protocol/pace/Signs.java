package org.spinngate.protocol.pace;

/** How often in a row a line seemed full. */
final class Signs {
  private int inRow;

  void look(LineSample sample) {
    inRow = sample.isLacking() || sample.isFull() ? inRow + 1 : 0;
  }

  boolean isAny() {
    return inRow > 0;
  }

  /** Whether that is no chance. */
  boolean areSure(LineSample sample) {
    return inRow >= sample.signsNeeded();
  }
}
