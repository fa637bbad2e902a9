package org.spinngate.server.access;

import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * Counts what every address holds at present, with a limit for one address and one for all
 * together. Usable from every thread. IPv6 is counted by /64 network.
 */
public final class AddressQuota {
  private final IntSupplier most;
  private final IntSupplier mostPerAddress;
  private final AtomicInteger total = new AtomicInteger();
  private final ConcurrentMap<Neighbourhood, Integer> held = new ConcurrentHashMap<>();

  /** With these limits, both at least 1, asked for at each entry. */
  public AddressQuota(IntSupplier most, IntSupplier mostPerAddress) {
    this.most = most;
    this.mostPerAddress = mostPerAddress;
  }

  /** Takes a place if there is one; then {@link #leave} must follow exactly once. */
  public boolean tryEnter(InetAddress address) {
    if (total.incrementAndGet() > most.getAsInt()) {
      total.decrementAndGet();
      return false;
    }
    // The count is made inside the map's own lock of this key, so that no two take the last place.
    int limit = mostPerAddress.getAsInt();
    boolean[] entered = new boolean[1];
    held.compute(
        Neighbourhood.of(address),
        (key, count) -> {
          int now = count == null ? 0 : count;
          entered[0] = now < limit;
          return entered[0] ? Integer.valueOf(now + 1) : count;
        });
    if (!entered[0]) {
      total.decrementAndGet();
    }
    return entered[0];
  }

  /** Gives a place back. */
  public void leave(InetAddress address) {
    held.compute(
        Neighbourhood.of(address),
        (key, count) -> {
          if (count == null) {
            throw new IllegalStateException("left without having entered");
          }
          return count == 1 ? null : count - 1;
        });
    total.decrementAndGet();
  }

  /** How many places are taken, of all addresses. */
  public int total() {
    return total.get();
  }

  /** How many addresses hold a place: what this object costs. */
  int addresses() {
    return held.size();
  }
}
