package org.spinngate.simulated;

/**
 * Where a board sits in its machine.
 *
 * @param grid the chips of the machine
 * @param own the one with the board's Ethernet
 */
record Seat(ChipGrid grid, Chip own) {
  /** That of a board which is the whole machine. */
  static Seat ofBoardAlone(SimulationSettings settings, byte[] variables) {
    ChipGrid grid = new ChipGrid(settings.kind(), (x, y) -> settings, variables);
    return new Seat(grid, grid.chip(0));
  }
}
