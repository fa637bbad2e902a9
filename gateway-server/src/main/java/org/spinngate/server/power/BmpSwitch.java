package org.spinngate.server.power;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * A slot of a frame, which its BMP switches.
 *
 * @param bmp shared with the other boards of the frame
 * @param slot 0 to 23
 */
record BmpSwitch(Bmp bmp, int slot) implements PowerSwitch {
  @Override
  public CompletionStage<Void> turn(
      Power to, Occasion occasion, Duration timeout, BooleanSupplier ours) {
    return bmp.turn(to, slot, timeout, ours);
  }

  @Override
  public String words() {
    return bmp.words() + ", slot " + slot;
  }
}
