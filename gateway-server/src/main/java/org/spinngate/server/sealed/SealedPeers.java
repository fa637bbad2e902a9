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
  /** Beyond so many places an index would have too few random bits. */
  static final int MOST = 1 << 20;

  private final SecureRandom random;
  private volatile AtomicReferenceArray<@Nullable Place> places;

  /** One place in use. */
  private record Place(int index, SealedPeer peer) {}

  /**
   * @param expected so many indexes at a time; the table grows when there are more
   */
  SealedPeers(int expected, SecureRandom random) {
    int size = Integer.highestOneBit(Math.max(1, Math.min(MOST, expected) - 1)) << 1;
    this.places = new AtomicReferenceArray<>(size);
    this.random = random;
  }

  /** Gives a peer an index that no other has; empty if there are {@link #MOST} of them. */
  synchronized OptionalInt add(SealedPeer peer) {
    OptionalInt index = addWhereFree(peer);
    if (index.isEmpty() && places.length() < MOST) {
      grow();
      index = addWhereFree(peer);
    }
    return index;
  }

  private OptionalInt addWhereFree(SealedPeer peer) {
    AtomicReferenceArray<@Nullable Place> all = places;
    int mask = all.length() - 1;
    int start = random.nextInt();
    for (int i = 0; i <= mask; i++) {
      int index = (start & ~mask) | ((start + i) & mask);
      if (all.compareAndSet(index & mask, null, new Place(index, peer))) {
        return OptionalInt.of(index);
      }
    }
    return OptionalInt.empty();
  }

  /** Indexes that differ in their lower bits still do if there are more of those. */
  private void grow() {
    AtomicReferenceArray<@Nullable Place> all = places;
    AtomicReferenceArray<@Nullable Place> larger = new AtomicReferenceArray<>(2 * all.length());
    for (int i = 0; i < all.length(); i++) {
      Place place = all.get(i);
      if (place != null) {
        larger.set(place.index & larger.length() - 1, place);
      }
    }
    places = larger;
  }

  /** Whose it is, or null. */
  @Nullable SealedPeer find(int index) {
    AtomicReferenceArray<@Nullable Place> all = places;
    Place place = all.get(index & all.length() - 1);
    return place == null || place.index != index ? null : place.peer;
  }

  /** Takes an index back. */
  synchronized void remove(int index) {
    AtomicReferenceArray<@Nullable Place> all = places;
    Place place = all.get(index & all.length() - 1);
    if (place != null && place.index == index) {
      all.set(index & all.length() - 1, null);
    }
  }
}
