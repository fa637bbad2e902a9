package org.spinngate.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who may be on the way to a login when there are more than there is room for. */
class PendingLoginsTest {
  private static final InetAddress STRANGER = address(1);
  private static final InetAddress HONEST = address(2);

  private final AtomicInteger limit = new AtomicInteger(4);
  private final PendingLogins pending = new PendingLogins(limit::get);
  private final List<String> evicted = new ArrayList<>();

  private static InetAddress address(int last) {
    try {
      return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private Optional<PendingLogins.Place> enter(InetAddress address, String name) {
    return pending.tryEnter(address, () -> evicted.add(name));
  }

  private void fill(InetAddress address) {
    for (int i = 0; i < limit.get(); i++) {
      enter(address, "stranger " + i);
    }
  }

  @Test
  void noMoreArePendingThanAllowed() {
    fill(STRANGER);

    assertThat(enter(STRANGER, "one more")).isEmpty();
    assertThat(pending.taken()).isEqualTo(4);
    assertThat(evicted).isEmpty();
  }

  @Test
  void whoHasGoneLeavesAPlaceAndOnlyOnce() {
    PendingLogins.Place first = enter(STRANGER, "first").orElseThrow();
    enter(STRANGER, "second");

    assertThat(first.isHeld()).isTrue();
    first.leave();
    first.leave();

    assertThat(pending.taken()).isEqualTo(1);
  }

  @Test
  void theOldestOfAnAddressThatHasAllPlacesMakesRoomForAnother() {
    fill(STRANGER);

    assertThat(enter(HONEST, "honest")).isPresent();

    assertThat(evicted).containsExactly("stranger 0");
    assertThat(pending.taken()).isEqualTo(4);
  }

  @Test
  void whoMadeRoomGivesNothingBackAnyMore() {
    PendingLogins.Place first = enter(STRANGER, "first").orElseThrow();
    enter(STRANGER, "second");
    enter(STRANGER, "third");
    enter(STRANGER, "fourth");
    enter(HONEST, "honest");

    assertThat(first.isHeld()).isFalse();
    first.leave();

    assertThat(pending.taken()).isEqualTo(4);
  }

  @Test
  void twoAddressesShareThePlacesAndDoNotTakeTurns() {
    fill(STRANGER);
    enter(HONEST, "honest 0");
    enter(HONEST, "honest 1");

    assertThat(enter(HONEST, "honest 2")).isEmpty();
    assertThat(enter(STRANGER, "stranger 4")).isEmpty();
    assertThat(evicted).containsExactly("stranger 0", "stranger 1");
  }

  @Test
  void whereEachAddressHasOnePlaceNobodyMakesRoom() {
    for (int i = 10; i < 14; i++) {
      enter(address(i), "stranger");
    }

    assertThat(enter(HONEST, "honest")).isEmpty();
    assertThat(evicted).isEmpty();
  }

  @Test
  void aSmallerLimitHoldsForThoseWhoCome() {
    fill(STRANGER);
    limit.set(2);

    assertThat(enter(STRANGER, "one more")).isEmpty();
    enter(HONEST, "honest");

    assertThat(pending.taken()).isEqualTo(4);
  }

  @Test
  void theCountIsRightHoweverManyThreadsComeAndGo() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Callable<Integer>> work = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      InetAddress address = address(thread);
      work.add(() -> comeAndGo(address));
    }
    for (Future<Integer> done : threads.invokeAll(work)) {
      assertThat(done.get()).isPositive();
    }
    threads.shutdown();

    assertThat(pending.taken()).isZero();
  }

  private int comeAndGo(InetAddress address) {
    int entered = 0;
    for (int i = 0; i < 10_000; i++) {
      Optional<PendingLogins.Place> one = pending.tryEnter(address, () -> {});
      Optional<PendingLogins.Place> two = pending.tryEnter(address, () -> {});
      entered += one.isPresent() ? 1 : 0;
      one.ifPresent(PendingLogins.Place::leave);
      two.ifPresent(PendingLogins.Place::leave);
    }
    return entered;
  }
}
