package org.spinngate.server.sealed;

import java.security.SecureRandom;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Whose packets carry which index. The lower bits of an index are a place in a table, the others
 * are random, so that a packet finds its peer without a search and without an object.
 *
 * <p>Thread-safe.
 */
final class SealedPeers {
  private final AtomicReferenceArray<@Nullable Place> places;
  private final int mask;
  private final SecureRandom random;

  /** One place in use. */
  private record Place(int index, SealedPeer peer) {}

  /**
   * @param capacity at least so many indexes at a time
   */
  SealedPeers(int capacity, SecureRandom random) {
    int size = Integer.highestOneBit(Math.max(1, capacity - 1)) << 1;
    this.places = new AtomicReferenceArray<>(size);
    this.mask = size - 1;
    this.random = random;
  }

  /** Gives a peer an index that no other has; empty if there are too many. */
  OptionalInt add(SealedPeer peer) {
    int start = random.nextInt();
    for (int i = 0; i <= mask; i++) {
      int index = (start & ~mask) | ((start + i) & mask);
      if (places.compareAndSet(index & mask, null, new Place(index, peer))) {
        return OptionalInt.of(index);
      }
    }
    return OptionalInt.empty();
  }

  /** Whose it is, or null. */
  @Nullable SealedPeer find(int index) {
    Place place = places.get(index & mask);
    return place == null || place.index != index ? null : place.peer;
  }

  /** Takes an index back. */
  void remove(int index) {
    Place place = places.get(index & mask);
    if (place != null && place.index == index) {
      places.compareAndSet(index & mask, place, null);
    }
  }
}
