package org.spinngate.simulated.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which commands a frame has got, and whether it was left in peace with each. Event loop only. */
final class CommandLedger {
  private final List<PowerCommand> commands = new ArrayList<>();
  private Optional<PowerCommand> underWay = Optional.empty();
  private int repeated;
  private int overlaps;

  void began(PowerCommand command) {
    if (!commands.isEmpty() && commands.get(commands.size() - 1).equals(command)) {
      repeated++;
    } else {
      overlaps += underWay.isPresent() ? 1 : 0;
      commands.add(command);
    }
    underWay = Optional.of(command);
  }

  void answered(PowerCommand command) {
    underWay = underWay.filter(other -> !other.equals(command));
  }

  FrameRecord record() {
    return new FrameRecord(repeated, commands, overlaps);
  }
}
