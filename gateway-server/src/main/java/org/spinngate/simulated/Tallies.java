package org.spinngate.simulated;

/**
 * All that a board counts. They outlive power cycles. Event loop only.
 *
 * @param scp of the SCP port
 * @param boot of the boot port
 * @param drops of both
 */
record Tallies(ScpTally scp, BootTally boot, DropTally drops) {
  static Tallies fresh() {
    return new Tallies(new ScpTally(), new BootTally(), new DropTally());
  }

  SimulationCounters snapshot() {
    return new SimulationCounters(scp.snapshot(), boot.snapshot(), drops.snapshot());
  }
}
