package org.spinngate.simulated;

import java.net.InetAddress;
import java.util.Optional;

/** One chip: where it lies, what it remembers and what applications have reserved on it. */
final class Chip {
  /** User SDRAM between the system's buffers at the bottom and its tables at the top. */
  static final int HEAP_BASE = 0x60800000;

  static final int HEAP_SIZE = 0x06E00000;
  static final int ROUTER_ENTRIES = 1023;

  private final int x;
  private final int y;
  private final SparseMemory memory;
  private final Optional<InetAddress> ethernet;
  private final Allocator heap = new Allocator(HEAP_BASE, HEAP_SIZE);
  private final Allocator router = new Allocator(1, ROUTER_ENTRIES);
  private int fixedRoute;

  /**
   * @param ethernet the address of its Ethernet, if it has one
   */
  Chip(int x, int y, SparseMemory memory, Optional<InetAddress> ethernet) {
    this.x = x;
    this.y = y;
    this.memory = memory;
    this.ethernet = ethernet;
  }

  int x() {
    return x;
  }

  int y() {
    return y;
  }

  /** {@code x << 8 | y}. */
  int address() {
    return x << 8 | y;
  }

  /** The address of its Ethernet, if it has one. */
  Optional<InetAddress> ethernet() {
    return ethernet;
  }

  /** The first chip of the machine. */
  boolean isRoot() {
    return x == 0 && y == 0;
  }

  SparseMemory memory() {
    return memory;
  }

  Allocator heap() {
    return heap;
  }

  Allocator router() {
    return router;
  }

  int fixedRoute() {
    return fixedRoute;
  }

  void fixedRoute(int route) {
    fixedRoute = route;
  }
}
