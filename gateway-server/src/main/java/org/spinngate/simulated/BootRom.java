package org.spinngate.simulated;

import java.util.Optional;

/**
 * The boot ROM's flood fill. Only a power cycle makes it forget.
 *
 * <pre>
 *        start, operand 0          control, every block received
 *  Idle ───────────────► Receiving ─────────────────────────────► runs the image
 *                         │  ▲ block: the first copy wins
 *                         └──┘ control too early, further starts: nothing happens
 * </pre>
 *
 * <p>Public source: spinnaker_bootROM flood_fill.c. Event loop only.
 */
final class BootRom {
  private sealed interface State permits Idle, Receiving {}

  private record Idle() implements State {}

  private record Receiving(ImageAssembly assembly) implements State {}

  private final BootTally tally;
  private State state = new Idle();

  BootRom(BootTally tally) {
    this.tally = tally;
  }

  /** Takes one packet; the image if that completes a boot. */
  Optional<BootImage> receive(BootPacket packet, Arrival arrival) {
    switch (packet.opcode()) {
      case BootPacket.START -> start(packet, arrival);
      case BootPacket.BLOCK -> block(packet, arrival.sender().getPort());
      case BootPacket.CONTROL -> {
        return control(packet);
      }
      default -> tally.ignoredPacket();
    }
    return Optional.empty();
  }

  private void start(BootPacket packet, Arrival arrival) {
    if (state instanceof Receiving) {
      tally.ignoredStart();
    } else if ((packet.operand1() & 0xFF) == 0) {
      state = new Receiving(new ImageAssembly(1 + (packet.operand3() & 0xFF)));
      tally.started(arrival);
    } else {
      tally.ignoredPacket();
    }
  }

  private void block(BootPacket packet, int sourcePort) {
    if (!(state instanceof Receiving receiving)) {
      tally.ignoredPacket();
    } else if (!receiving.assembly().add(packet, sourcePort)) {
      tally.duplicateBlock();
    }
  }

  private Optional<BootImage> control(BootPacket packet) {
    if (!(state instanceof Receiving receiving) || (packet.operand1() & 1) == 0) {
      tally.ignoredPacket();
      return Optional.empty();
    }
    if (!receiving.assembly().isComplete()) {
      tally.incomplete();
      return Optional.empty();
    }
    BootImage image = receiving.assembly().image();
    tally.completed(image);
    return Optional.of(image);
  }
}
