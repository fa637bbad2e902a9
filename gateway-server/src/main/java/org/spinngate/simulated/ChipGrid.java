package org.spinngate.simulated;

import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The chips of a booted machine and what they have found out about each other. */
final class ChipGrid {
  private static final int NOT_READY = 0xFFFF;

  private final ChipLayout layout;
  private final SystemVariables variables;
  private final IntObjectMap<Chip> chips = new IntObjectHashMap<>();
  private final Map<Chip, TagTable> tags = new HashMap<>();
  private boolean ready;

  /** Tells which board a chip is on. */
  @FunctionalInterface
  interface Boards {
    /** The settings of the board with this chip. */
    SimulationSettings at(int x, int y);
  }

  /**
   * @param variablesOfImage the first half of the system variables, as a boot brings it
   */
  ChipGrid(ChipLayout layout, Boards boards, byte[] variablesOfImage) {
    this.layout = layout;
    variables = new SystemVariables(layout, variablesOfImage);
    PageBudget budget = new PageBudget(PageBudget.DEFAULT);
    for (int x = 0; x < layout.width(); x++) {
      for (int y = 0; y < layout.height(); y++) {
        if (layout.contains(x, y)) {
          addChip(x, y, boards.at(x, y), budget);
        }
      }
    }
  }

  private void addChip(int x, int y, SimulationSettings board, PageBudget budget) {
    ChipContents contents = new ChipContents(new PointToPointTable(layout, x, y), board.identity());
    Optional<InetAddress> ethernet =
        layout.ethernetOf(x, y) == (x << 8 | y)
            ? Optional.of(board.bindAddress())
            : Optional.empty();
    Chip chip = new Chip(x, y, new SparseMemory(contents, budget), ethernet);
    variables.writeStarting(chip);
    chips.put(chip.address(), chip);
  }

  /** From now on chips know their addresses and pass messages on to each other. */
  void becomeReady() {
    if (!ready) {
      ready = true;
      chips.values().forEach(variables::writeReady);
    }
  }

  ChipLayout layout() {
    return layout;
  }

  /** The chip at an address where there is one. */
  Chip chip(int address) {
    return chips.get(address);
  }

  /** Makes the tags of an Ethernet those of its chip. */
  void connect(Chip chip, TagTable ofEthernet) {
    tags.put(chip, ofEthernet);
  }

  /** The tags of a chip; those of one without Ethernet are made when they are first asked for. */
  TagTable tags(Chip chip, Supplier<TagTable> withoutEthernet) {
    return tags.computeIfAbsent(chip, first -> withoutEthernet.get());
  }

  /** The chip at an address, or null when there is none or the way is not yet known. */
  @Nullable Chip routed(int address) {
    return ready || address == 0 ? chips.get(address) : null;
  }

  /** The chip behind a link, or null. */
  @Nullable Chip neighbour(Chip chip, int link) {
    int x = layout.neighbourX(chip.x(), link);
    int y = layout.neighbourY(chip.y(), link);
    return layout.contains(x, y) ? chips.get(x << 8 | y) : null;
  }

  /** The address a chip tells in its version: 255,255 until the network is known. */
  int toldAddress(Chip chip) {
    return ready ? chip.address() : NOT_READY;
  }
}
