package org.spinngate.protocol;

/**
 * How many sealed packets were sent again because one side asked for them, for people. The first
 * three are about what this side receives, the last one about what it sends.
 *
 * @param asked how many packets this side asked for, each time it did
 * @param recovered how many came after that
 * @param givenUp how many this side does not ask for any more, although they did not come
 * @param resent how many this side sent again because the peer asked
 */
public record ResendCounts(long asked, long recovered, long givenUp, long resent) {
  /** Of a carrier that needs none. */
  public static final ResendCounts NONE = new ResendCounts(0, 0, 0, 0);

  /**
   * What is new since then. A path begins at nothing, so if anything has become less all is new.
   *
   * @param before of the same path, or of the one before it
   */
  public ResendCounts since(ResendCounts before) {
    boolean another =
        asked < before.asked
            || recovered < before.recovered
            || givenUp < before.givenUp
            || resent < before.resent;
    return another
        ? this
        : new ResendCounts(
            asked - before.asked,
            recovered - before.recovered,
            givenUp - before.givenUp,
            resent - before.resent);
  }
}
