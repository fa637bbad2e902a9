package org.spinngate.protocol.pace;

/** How often in a row a line seemed full. */
final class Signs {
  private int inRow;

  void look(LineSample sample) {
    inRow = sample.isLacking() || sample.isFull() ? inRow + 1 : 0;
  }

  /** Whether that is no chance. */
  boolean areSure(LineSample sample) {
    return inRow >= sample.signsNeeded();
  }

  /** The same if others are known to have a limit by the same line. */
  boolean areSureBesideOthers(LineSample sample) {
    return inRow >= sample.signsNeededBesideOthers();
  }
}
