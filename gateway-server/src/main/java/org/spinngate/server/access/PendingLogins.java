package org.spinngate.server.access;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How many connections may be on their way from accepted to logged in at one time, because a TLS
 * handshake costs a stranger nothing and us milliseconds. When all places are taken, the oldest
 * connection of the address that has most of them makes room for one of an address with fewer: who
 * takes all places, and says nothing, keeps only others at his own address out. IPv6 is counted by
 * /64 network.
 *
 * <p>Thread-safe.
 */
public final class PendingLogins {
  private final IntSupplier most;
  private final Map<Neighbourhood, LinkedHashSet<Place>> held = new HashMap<>();
  private int taken;

  /** With this limit, at least 1, asked for at each entry. */
  public PendingLogins(IntSupplier most) {
    this.most = most;
  }

  /**
   * Takes a place, if there is one or somebody has to make room.
   *
   * @param evicted is run, on the caller's thread, if the place is taken away again
   */
  public Optional<Place> tryEnter(InetAddress address, Runnable evicted) {
    Place entering = new Place(Neighbourhood.of(address), evicted);
    Place leaving;
    synchronized (this) {
      leaving = taken < most.getAsInt() ? null : oldestOfMost(entering.address);
      if (leaving == null && taken >= most.getAsInt()) {
        return Optional.empty();
      }
      remove(leaving);
      held.computeIfAbsent(entering.address, key -> new LinkedHashSet<>()).add(entering);
      taken++;
    }
    if (leaving != null) {
      leaving.evicted.run();
    }
    return Optional.of(entering);
  }

  /** Looks at as many addresses as there are, which is no more than places. */
  private @Nullable Place oldestOfMost(Neighbourhood newcomer) {
    LinkedHashSet<Place> own = held.get(newcomer);
    int enough = (own == null ? 0 : own.size()) + 2; // else they would take turns
    return held.values().stream()
        .max(Comparator.comparingInt(LinkedHashSet::size))
        .filter(places -> places.size() >= enough)
        .map(places -> places.iterator().next())
        .orElse(null);
  }

  private synchronized void remove(@Nullable Place place) {
    if (place == null) {
      return;
    }
    LinkedHashSet<Place> places = held.get(place.address);
    if (places != null && places.remove(place)) {
      taken--;
      if (places.isEmpty()) {
        held.remove(place.address);
      }
    }
  }

  private synchronized boolean holds(Place place) {
    return held.getOrDefault(place.address, new LinkedHashSet<>()).contains(place);
  }

  /** How many places are taken. */
  public synchronized int taken() {
    return taken;
  }

  /** One connection's. */
  public final class Place {
    private final Neighbourhood address;
    private final Runnable evicted;

    private Place(Neighbourhood address, Runnable evicted) {
      this.address = address;
      this.evicted = evicted;
    }

    /** Whether it was neither given back nor taken away. */
    public boolean isHeld() {
      return holds(this);
    }

    /** Gives the place back, if it was not taken away. */
    public void leave() {
      remove(this);
    }
  }
}
