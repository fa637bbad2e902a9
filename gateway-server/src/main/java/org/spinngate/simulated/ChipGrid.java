package org.spinngate.simulated;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** The chips of a booted board and what they have found out about each other. */
final class ChipGrid {
  private static final int NOT_READY = 0xFFFF;

  private final BoardKind kind;
  private final InetAddress board;
  private final SystemVariables variables;
  private final IntObjectMap<Chip> chips = new IntObjectHashMap<>();
  private boolean ready;

  ChipGrid(SimulationSettings settings, byte[] variablesOfImage) {
    kind = settings.kind();
    board = settings.bindAddress();
    variables = new SystemVariables(kind, board, variablesOfImage);
    PageBudget budget = new PageBudget(PageBudget.DEFAULT);
    for (int x = 0; x < kind.width(); x++) {
      for (int y = 0; y < kind.height(); y++) {
        if (kind.contains(x, y)) {
          addChip(
              x,
              y,
              new ChipContents(new PointToPointTable(kind, x, y), settings.identity()),
              budget);
        }
      }
    }
  }

  private void addChip(int x, int y, ChipContents contents, PageBudget budget) {
    Chip chip = new Chip(x, y, new SparseMemory(contents, budget));
    variables.writeStarting(chip);
    chips.put(chip.address(), chip);
  }

  /** From now on chips know their addresses and pass messages on to each other. */
  void becomeReady() {
    ready = true;
    chips.values().forEach(variables::writeReady);
  }

  BoardKind kind() {
    return kind;
  }

  InetAddress board() {
    return board;
  }

  Chip root() {
    return chips.get(0);
  }

  /** The chip at an address, or null when there is none or the way is not yet known. */
  @Nullable Chip routed(int address) {
    return ready || address == 0 ? chips.get(address) : null;
  }

  /** The chip behind a link, or null. */
  @Nullable Chip neighbour(Chip chip, int link) {
    int x = kind.neighbourX(chip.x(), link);
    int y = kind.neighbourY(chip.y(), link);
    return kind.contains(x, y) ? chips.get(x << 8 | y) : null;
  }

  /** The address a chip tells in its version: 255,255 until the network is known. */
  int toldAddress(Chip chip) {
    return ready ? chip.address() : NOT_READY;
  }
}
