package org.spinngate.protocol.pace;

/** A line that paths share, for tests of other packages that ask how many do. */
public final class CountedLine {
  private final LineShares shares = new LineShares();

  /** What a path joins. */
  public LineShares shares() {
    return shares;
  }

  /** How many paths have a limit. */
  public int paths() {
    return shares.paths();
  }
}
