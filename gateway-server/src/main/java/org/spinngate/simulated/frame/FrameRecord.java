package org.spinngate.simulated.frame;

import java.util.List;

/**
 * What a frame has seen until now.
 *
 * @param repeated how many commands came again
 * @param commands for the power, in the order in which they came, without those that came again
 * @param overlaps how many came while another one was not answered yet, which none should
 */
public record FrameRecord(int repeated, List<PowerCommand> commands, int overlaps) {
  /** Copies the list. */
  public FrameRecord {
    commands = List.copyOf(commands);
  }
}
