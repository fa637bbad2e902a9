package org.spinngate.protocol.pace;

/**
 * A line that has a limit, or seems to have one.
 *
 * @param exemptions why it may seem so without having one
 * @param limit how fast may be sent
 * @param signs how often in a row it seemed full
 * @param drain whether its queue gets shorter
 */
record LimitedLine(Exemptions exemptions, Limit limit, Signs signs, QueueDrain drain) {
  /** Whether that less comes than leaves is no chance. */
  boolean isSurelyLacking(LineSample sample) {
    return sample.isLacking() && signs.areSure(sample);
  }
}
