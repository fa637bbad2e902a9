package org.spinngate.simulated;

/** How many pages all the chips of a board may still write: strangers must not fill our memory. */
final class PageBudget {
  /** 64 MiB for a board. */
  static final int DEFAULT = 64 * 1024 * 1024 / SparseMemory.PAGE;

  private int left;

  PageBudget(int pages) {
    left = pages;
  }

  int left() {
    return left;
  }

  boolean take() {
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }
}
